// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a list must not say to be taken. */
class PriceFeedGuardTest extends PriceFeedHarness {
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

  @Test
  void aPriceThatIsGoneOrLacksAUnitIsRefused() {
    text = genai(model("gpt-4o", "{}"));
    assertRefused("openai/gpt-4o: its price is gone");
    text = genai(model("gpt-4o", "{\"input_mtok\":2.5,\"output_mtok\":10}"));
    assertRefused("the price of openai/gpt-4o has lost cache_read");
  }

  @Test
  void theFirstPriceFileIsComparedWithTheCatalogue() {
    text = "{\"gpt-4o\": {\"litellm_provider\": \"openai\", \"input_cost_per_token\": 2.51e-5}}";

    assertRefused("the price of openai/gpt-4o moved more than tenfold: input from 2.5 to 25.1");
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
  void aCatalogueThatWasCutOffIsRefused() throws Exception {
    for (String end : List.of("]},\n", "]}{}\n]\n")) {
      Path file = Files.writeString(home.resolve("catalogue.json"), unfinishedLines() + end);
      told.clear();
      PriceUpkeep upkeep = upkeep(file.toString());
      upkeep.round();
      assertThat(told).hasSize(1);
      assertThat(told.get(0)).contains("are refused");
    }
  }
}
