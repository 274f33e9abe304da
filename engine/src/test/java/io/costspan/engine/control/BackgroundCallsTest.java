// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.BodyTap;
import io.costspan.contract.Call;
import io.costspan.contract.Caller;
import io.costspan.contract.HeaderReader;
import io.costspan.contract.Verdict;
import io.costspan.engine.config.Settings;
import io.costspan.engine.config.StreamUsageMode;
import io.costspan.engine.control.host.SharedLedger;
import io.costspan.engine.journal.JournalOptions;
import io.costspan.engine.journal.JournalSink;
import io.costspan.engine.meter.Fingerprint;
import io.costspan.engine.meter.Meter;
import io.costspan.engine.meter.Settler;
import io.costspan.engine.meter.TraceLinks;
import io.costspan.engine.price.CataloguePricer;
import io.costspan.engine.streamusage.StreamUsage;
import io.costspan.engine.wire.EndpointDetector;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers that are fetched later, from the request to the budgets, as the agent puts them up. */
@Timeout(120)
class BackgroundCallsTest {
  private static final String URL = "https://api.openai.com/v1/responses";
  private static final String ASKED =
      "{\"model\":\"gpt-4o\",\"input\":\"a story\",\"background\":true}";
  private static final String QUEUED =
      "{\"id\":\"resp_1\",\"model\":\"gpt-4o-2024-08-06\",\"status\":\"queued\",\"usage\":null}";
  private static final String DONE =
      "{\"id\":\"resp_1\",\"model\":\"gpt-4o-2024-08-06\",\"status\":\"completed\","
          + "\"usage\":{\"input_tokens\":1000,\"output_tokens\":100}}";
  private static final HeaderReader<Map<String, String>> HEADERS =
      new HeaderReader<>() {
        @Override
        public @Nullable String first(Map<String, String> message, String name) {
          return message.get(name);
        }

        @Override
        public void each(Map<String, String> message, BiConsumer<String, String> to) {
          message.forEach(to);
        }
      };

  @TempDir Path home;
  private ControlRoom room;
  private JournalSink ledger;
  private Settler settler;
  private Meter meter;

  @BeforeEach
  void meter() throws IOException {
    ledger =
        new JournalSink(new JournalOptions(home, "shop", 1 << 20, 1 << 24, Duration.ofDays(9)));
    CataloguePricer pricer = CataloguePricer.bundled();
    room =
        new ControlRoom(
            "shop",
            settings("teams: { limit: 1 USD, each: tag.team }"),
            SharedLedger.of(ledger),
            pricer);
    room.ready();
    settler = new Settler(100);
    EndpointDetector detector = new EndpointDetector();
    meter =
        new Meter(
            detector::detect,
            settler,
            new Fingerprint(new byte[16]),
            new TraceLinks(traceId -> true),
            () -> null,
            false,
            Clock.systemUTC(),
            new StreamUsage(StreamUsageMode.NEVER),
            room.guidance());
    settler.start(pricer, List.of(room.sink(), ledger));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void theAnswersCostTakesThePlaceOfThePromptAlsoInABudgetThatCameMeanwhile() throws Exception {
    exchange("POST", URL, Map.of("x-team", "search"), ASKED, QUEUED);
    BigDecimal prompt = spent("teams", "search");
    assertThat(prompt).isBetween(BigDecimal.ZERO, new BigDecimal("0.06"));

    room.reload(
        settings("teams: { limit: 1 USD, each: tag.team }, all: { limit: 9 USD, per: month }"));
    exchange("GET", URL + "/resp_1", Map.of("x-team", "chat"), "", QUEUED);
    exchange("GET", URL + "/resp_1", Map.of("x-team", "chat"), "", DONE);
    assertThat(meter.open("GET", "api.openai.com", 443, URL + "/resp_1", Map.of(), HEADERS))
        .as("nobody waits for it any longer")
        .isNull();

    assertThat(spent("teams", "search")).as("of who asked").isEqualByComparingTo("0.0035");
    awaitKnown();
    assertThat(spent("all", "")).as("once").isEqualByComparingTo("0.0035");
    assertThat(room.board().rows("budgets")).as("nobody else's").hasSize(2);

    room.reload(settings("late: { limit: 1 USD, each: tag.team }, all: { limit: 9 USD }"));
    awaitKnown();
    assertThat(spent("late", "search")).as("in the ledger, too").isEqualByComparingTo("0.0035");
    assertThat(room.board().rows("budgets")).hasSize(2);
  }

  private void awaitKnown() throws InterruptedException {
    while (!room.board().rows("budgets").stream().allMatch(row -> row.get("degraded").equals(""))
        || room.board().rows("budgets").size() < 2) {
      Thread.sleep(20);
    }
  }

  private void exchange(
      String method, String url, Map<String, String> headers, String request, String answer) {
    Call call = meter.open(method, "api.openai.com", 443, url, headers, HEADERS);
    ByteBuffer body = request.isEmpty() ? null : bytes(request);
    assertThat(call.admit(body, Caller.WAITS)).isInstanceOf(Verdict.Send.class);
    BodyTap tap = call.respond(200, Map.of(), HEADERS, null).tap();
    tap.data(bytes(answer));
    tap.end();
    assertThat(settler.drain(30_000)).isTrue();
  }

  private BigDecimal spent(String budget, String value) {
    return new BigDecimal(String.valueOf(row(budget, value).get("spent")));
  }

  private Map<String, Object> row(String budget, String value) {
    return room.board().rows("budgets").stream()
        .filter(row -> budget.equals(row.get("budget")) && value.equals(row.get("value")))
        .findFirst()
        .orElseThrow();
  }

  private Settings settings(String budgets) throws IOException {
    Files.writeString(
        home.resolve("costspan.yaml"),
        "tags: { team: \"header:x-team\" }\nbudgets: { " + budgets + " }");
    Settings settings =
        Settings.load(null, new Properties(), Map.of("COSTSPAN_HOME", home.toString()));
    assertThat(settings.problems()).isEmpty();
    return settings;
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
  }
}
