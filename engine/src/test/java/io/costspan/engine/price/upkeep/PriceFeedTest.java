// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.costspan.engine.price.Catalogue;
import io.costspan.engine.price.CataloguePricer;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.Discounts;
import io.costspan.engine.price.PriceQuery;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceFeedTest {

  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path home;

  private final List<String> told = new ArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile String text = "";
  private volatile int status = 200;
  private volatile String etag = "\"1\"";
  private Instant now = START;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String mark = exchange.getRequestHeaders().getFirst("if-none-match");
    asked.add(String.valueOf(mark));
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("etag", etag);
    if (etag.equals(mark)) {
      exchange.sendResponseHeaders(304, -1);
    } else {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v2/data.json";
  }

  private PriceUpkeep upkeep(String from) {
    Clock clock =
        new Clock() {
          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now;
          }
        };
    return new PriceUpkeep(
        new PriceOptions(
            List.of(),
            Map.of(),
            Discounts.NONE,
            new FeedOptions(home, from, Duration.ofHours(1)),
            Duration.ofDays(60)),
        told::add,
        clock);
  }

  private Cost price(PriceUpkeep upkeep, String provider, String model) {
    Usage usage = Usage.builder().set(Unit.INPUT, 1_000_000).set(Unit.OUTPUT, 1_000_000).build();
    return CataloguePricer.following(upkeep)
        .price(List.of(new PriceQuery(provider, null, model, usage, false, now, null, null, null)));
  }

  /** As many models as it takes not to be a shrunken list, and those that are named. */
  private static String genai(String... models) {
    StringBuilder text = new StringBuilder("[{\"id\":\"openai\",\"models\":[");
    for (String model : models) {
      text.append(model).append(',');
    }
    for (int i = 0; i < 2500; i++) {
      text.append(i == 0 ? "" : ",");
      text.append("{\"id\":\"filler-").append(i).append("\",\"prices\":{\"input_mtok\":1}}");
    }
    return text.append("]}]").toString();
  }

  private static String model(String id, String prices) {
    return "{\"id\":\""
        + id
        + "\",\"match\":{\"or\":[{\"equals\":\""
        + id
        + "\"},{\"starts_with\":\""
        + id
        + "-20\"}]},\"prices\":"
        + prices
        + "}";
  }

  @Test
  void newModelsAndPricesCountOnceFetched() {
    text =
        genai(
            model("gpt-new", "{\"input_mtok\":0.30000000000000004,\"output_mtok\":2e0}"),
            model(
                "gpt-4o",
                "[{\"prices\":{\"input_mtok\":2.5,\"output_mtok\":10}},{\"constraint\":"
                    + "{\"type\":\"start_date\",\"start_date\":\"2026-11-20\"},\"prices\":{"
                    + "\"input_mtok\":{\"base\":1,\"tiers\":[{\"start\":999999,\"price\":3}]},"
                    + "\"output_mtok\":4}}]"));
    PriceUpkeep upkeep = upkeep(address());
    assertThat(price(upkeep, "openai", "gpt-new").usd()).isNull();

    upkeep.round();

    assertThat(told).isEmpty();
    assertThat(price(upkeep, "openai", "gpt-new").usd()).isEqualByComparingTo("2.3");
    assertThat(price(upkeep, "openai", "gpt-new-2026-11-01").usd()).isEqualByComparingTo("2.3");
    Cost known = price(upkeep, "openai", "gpt-4o");
    assertThat(known.usd()).isEqualByComparingTo("7");
    assertThat(known.catalogue()).startsWith("data.json ").contains(" (2026-11-22) + overlay ");
    assertThat(upkeep.info().source()).isEqualTo("refreshed");
    assertThat(upkeep.info().date()).isEqualTo(Instant.parse("2026-11-22T00:00:00Z"));
  }

  @Test
  void itIsAskedByItsTagAndOnlyWhenItIsTime() {
    text = genai();
    PriceUpkeep upkeep = upkeep(address());

    upkeep.round();
    upkeep.round();
    now = START.plus(Duration.ofMinutes(59));
    upkeep.round();
    assertThat(asked).containsExactly("null");

    now = START.plus(Duration.ofMinutes(61));
    upkeep.round();
    assertThat(asked).containsExactly("null", "\"1\"");
    assertThat(told).isEmpty();
  }

  @Test
  void theLastGoodOneIsThereAtTheNextStart() throws Exception {
    now = Catalogue.bundled().date();
    text = genai(model("gpt-new", "{\"input_mtok\":1,\"output_mtok\":1}"));
    upkeep(address()).round();
    Path kept = home.resolve("prices/feed");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rw-------");

    status = 503;
    etag = "\"2\"";
    assertThat(price(upkeep(address()), "openai", "gpt-new").usd()).isEqualByComparingTo("2");

    assertThat(price(upkeep("/elsewhere.json"), "openai", "gpt-new").usd()).isNull();
    byte[] damaged = Files.readAllBytes(kept);
    damaged[damaged.length - 5]++;
    Files.write(kept, damaged);
    assertThat(price(upkeep(address()), "openai", "gpt-new").usd()).isNull();
  }

  @Test
  void whatCannotBeHadIsToldOnceAndNothingChanges() {
    status = 503;
    PriceUpkeep upkeep = upkeep(address());

    upkeep.round();
    now = now.plus(Duration.ofHours(2));
    upkeep.round();

    assertThat(asked).hasSize(2);
    assertThat(told)
        .containsExactly(
            "prices from "
                + address()
                + " cannot be had: the server answered 503; the bundled ones"
                + " stay in force");
    assertThat(price(upkeep, "openai", "gpt-4o").usd()).isEqualByComparingTo("12.5");
  }

  @Test
  void whatIsNewerThanThisIsRefused() {
    text = genai(model("gpt-new", "{\"input_mtok\":1,\"dreams_kcount\":5}"));

    assertRefused("openai/gpt-new: unknown price key 'dreams_kcount': the catalogue is newer than");
  }

  @Test
  void aShrunkenListIsRefused() {
    text = "[{\"id\":\"openai\",\"models\":[" + model("gpt-4o", "{\"input_mtok\":2.5}") + "]}]";

    assertRefused("it has 1 models, the one in force has ");
  }

  @Test
  void aTenfoldJumpIsRefusedUnlessItHasADate() {
    text = genai(model("gpt-4o", "{\"input_mtok\":25.1,\"output_mtok\":10}"));
    assertRefused("the price of openai/gpt-4o moved more than tenfold: input from 2.5 to 25.1");

    told.clear();
    etag = "\"2\"";
    text =
        genai(
            model(
                "gpt-4o",
                "[{\"constraint\":{\"type\":\"start_date\",\"start_date\":\"2026-11-01\"},"
                    + "\"prices\":{\"input_mtok\":25.1,\"output_mtok\":10}}]"));
    PriceUpkeep upkeep = upkeep(address());
    upkeep.round();
    assertThat(told).isEmpty();
    assertThat(price(upkeep, "openai", "gpt-4o").usd()).isEqualByComparingTo("35.1");
  }

  @Test
  void whatIsNoPriceListIsRefused() {
    text = "<html>not found</html>";
    assertRefused("");
    text = "[{\"id\":\"openai\",\"models\":[{\"id\":\"m\",\"prices\":{\"input_mtok\":-1}}]}]";
    assertRefused("openai/m: not a price: -1");
    text = "[{\"id\":\"openai\",\"models\":[{\"id\":\"m\",\"prices\":{\"input_mtok\":";
    assertRefused("");
  }

  private void assertRefused(String why) {
    told.clear();
    PriceUpkeep upkeep = upkeep(address());
    upkeep.round();

    assertThat(told).hasSize(1);
    assertThat(told.get(0))
        .startsWith("prices from " + address() + " are refused: " + why)
        .endsWith("; the bundled ones stay in force");
    assertThat(price(upkeep, "openai", "gpt-4o").usd()).isEqualByComparingTo("12.5");
    assertThat(home.resolve("prices")).doesNotExist();
  }

  @Test
  void aLiteLlmFileGoesBeforeTheCatalogueAndAfterTheUser() {
    text =
        "{\"gpt-4o\": {\"litellm_provider\": \"openai\", \"input_cost_per_token\": 1e-6},"
            + " \"gpt-new\": {\"input_cost_per_token\": 2e-6}}";
    PriceUpkeep upkeep = upkeep(address());
    upkeep.round();

    Cost known = price(upkeep, "openai", "gpt-4o");
    assertThat(known.usd()).isEqualByComparingTo("11");
    assertThat(known.match()).isEqualTo("feed");
    assertThat(told).isEmpty();
  }

  @Test
  void ourOwnLinesFromAFile() throws Exception {
    StringBuilder lines = new StringBuilder("[\n");
    lines.append("{\"source\":\"house\",\"version\":\"7\",\"date\":\"2026-11-21\"},\n");
    lines.append("{\"id\":\"openai\",\"models\":[");
    for (int i = 0; i < 2500; i++) {
      lines
          .append("{\"id\":\"m")
          .append(i)
          .append("\",\"rates\":{\"input\":\"1\",\"output\":\"2\"}},");
    }
    lines.setLength(lines.length() - 1);
    Path file = Files.writeString(home.resolve("catalogue.json"), lines.append("]}\n]\n"));
    PriceUpkeep upkeep = upkeep(file.toString());

    upkeep.round();

    assertThat(told).isEmpty();
    assertThat(price(upkeep, "openai", "m7").usd()).isEqualByComparingTo("3");
    assertThat(upkeep.info().version()).startsWith("house 7 (2026-11-21)");
  }

  private static String dated(String from, String prices) {
    return "[{\"prices\":{\"input_mtok\":1,\"output_mtok\":1}},{\"constraint\":{\"type\":"
        + "\"start_date\",\"start_date\":\""
        + from
        + "\"},\"prices\":"
        + prices
        + "}]";
  }

  /** Takes one list and is refused the next. */
  private void assertRefusedAfter(String first, String second, String why) {
    told.clear();
    text = genai(first);
    etag = "\"a\"";
    PriceUpkeep upkeep = upkeep(address());
    upkeep.round();
    assertThat(told).isEmpty();

    text = genai(second);
    etag = "\"b\"";
    now = now.plus(Duration.ofHours(2));
    upkeep.round();
    assertThat(told).hasSize(1);
    assertThat(told.get(0)).contains(" are refused: " + why);
  }

  @Test
  void aPriceThatIsGoneOrLacksAUnitIsRefused() {
    text = genai(model("gpt-4o", "{}"));
    assertRefused("openai/gpt-4o: its price is gone");
    text = genai(model("gpt-4o", "{\"input_mtok\":2.5,\"output_mtok\":10}"));
    assertRefused("the price of openai/gpt-4o has lost cache_read");
  }

  @Test
  void aStepOfLongPromptsIsComparedToo() {
    String step =
        "{\"output_mtok\":1,\"input_mtok\":{\"base\":1,\"tiers\":[{\"start\":9,\"price\":%s}]}}";
    assertRefusedAfter(
        model("gpt-new", String.format(step, "2")),
        model("gpt-new", String.format(step, "20.1")),
        "the price of openai/gpt-new moved more than tenfold: input from 2 to 20.1 in prompts of 10"
            + " tokens");
  }

  @Test
  void aDateThatWasInForceAlreadyExcusesNothing() {
    assertRefusedAfter(
        model("gpt-new", dated("2026-11-01", "{\"input_mtok\":2,\"output_mtok\":1}")),
        model("gpt-new", dated("2026-11-01", "{\"input_mtok\":20.1,\"output_mtok\":1}")),
        "the price of openai/gpt-new moved more than tenfold: input from 2 to 20.1");
  }

  @Test
  void anEmptyPriceListOfANewModelIsNotFreeOfCharge() {
    text = genai(model("gpt-new", "{}"));
    PriceUpkeep upkeep = upkeep(address());
    upkeep.round();

    assertThat(told).isEmpty();
    assertThat(upkeep.info().source()).isEqualTo("refreshed");
    assertThat(price(upkeep, "openai", "gpt-new").usd()).isNull();
  }

  @Test
  void theFirstPriceFileIsComparedWithTheCatalogue() {
    text = "{\"gpt-4o\": {\"litellm_provider\": \"openai\", \"input_cost_per_token\": 2.51e-5}}";

    assertRefused("the price of openai/gpt-4o moved more than tenfold: input from 2.5 to 25.1");
  }

  @Test
  void oneMistakeOfAPriceFileIsLeftOutAndTheRestTaken() {
    StringBuilder models = new StringBuilder("{\"gpt-new\": {\"input_cost_per_token\": 2e-6}");
    for (String model :
        List.of(
            "gpt-4o",
            "gpt-4o-mini",
            "gpt-4.1",
            "gpt-4.1-mini",
            "gpt-4.1-nano",
            "o3",
            "o4-mini",
            "gpt-5",
            "gpt-5-mini",
            "gpt-4")) {
      String rate = model.equals("gpt-4") ? "3e-3" : "1e-6";
      models.append(",\"openai/").append(model).append("\": {\"input_cost_per_token\": ");
      models.append(rate).append("}");
    }
    text = models.append("}").toString();
    PriceUpkeep upkeep = upkeep(address());
    upkeep.round();
    now = START.plus(Duration.ofHours(2));
    etag = "\"2\"";
    upkeep.round();
    PriceUpkeep next = upkeep(address());

    assertThat(told)
        .containsExactly(
            "prices from "
                + address()
                + " are left out for 1 model, where the catalogue stands: that of openai/gpt-4"
                + " moved more than tenfold: input from 30 to 3000");
    for (PriceUpkeep each : List.of(upkeep, next)) {
      each.round();
      assertThat(price(each, "openai", "gpt-4").usd()).isEqualByComparingTo("90");
      assertThat(price(each, "openai", "gpt-4o").usd()).isEqualByComparingTo("11");
    }
  }

  @Test
  void whatIsRefusedIsToldOnceAndNotSentAgain() {
    text = "[]";
    PriceUpkeep upkeep = upkeep(address());
    for (int i = 0; i < 3; i++) {
      upkeep.round();
      now = now.plus(Duration.ofHours(2));
    }
    assertThat(asked).containsExactly("null", "\"1\"", "\"1\"");
    etag = "\"2\"";
    upkeep.round();

    assertThat(asked).hasSize(4);
    assertThat(told).hasSize(1);
  }

  @Test
  void aKeptCatalogueThatIsOlderThanTheBundledOneIsLeft() {
    now = Catalogue.bundled().date().minus(Duration.ofDays(20));
    text = genai(model("gpt-new", "{\"input_mtok\":1,\"output_mtok\":1}"));
    PriceUpkeep before = upkeep(address());
    before.round();
    assertThat(price(before, "openai", "gpt-new").usd()).isEqualByComparingTo("2");

    assertThat(price(upkeep(address()), "openai", "gpt-new").usd()).isNull();
    // the source says that it is what it still has
    now = Catalogue.bundled().date();
    before.round();
    assertThat(asked).containsExactly("null", "\"1\"");
    assertThat(price(upkeep(address()), "openai", "gpt-new").usd()).isEqualByComparingTo("2");
  }

  @Test
  void aCatalogueThatWasCutOffIsRefused() throws Exception {
    StringBuilder lines = new StringBuilder("[\n");
    lines.append("{\"source\":\"house\",\"version\":\"7\",\"date\":\"2026-11-22\"},\n");
    lines.append("{\"id\":\"openai\",\"models\":[");
    for (int i = 0; i < 2500; i++) {
      lines.append("{\"id\":\"m").append(i).append("\",\"rates\":{\"input\":\"1\"}},");
    }
    lines.setLength(lines.length() - 1);
    for (String end : List.of("]},\n", "]}{}\n]\n")) {
      Path file = Files.writeString(home.resolve("catalogue.json"), lines + end);
      told.clear();
      PriceUpkeep upkeep = upkeep(file.toString());
      upkeep.round();
      assertThat(told).hasSize(1);
      assertThat(told.get(0)).contains("are refused");
    }
  }
}
