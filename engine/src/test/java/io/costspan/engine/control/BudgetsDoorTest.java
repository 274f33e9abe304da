// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.Caller;
import io.costspan.contract.Verdict;
import io.costspan.engine.config.Settings;
import io.costspan.engine.control.budget.StepClaims;
import io.costspan.engine.control.host.SharedLedger;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Asked;
import io.costspan.engine.passage.ControlLog;
import io.costspan.engine.passage.Forecast;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.passage.Settlement;
import io.costspan.engine.passage.Subject;
import io.costspan.engine.price.CataloguePricer;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.CostState;
import io.costspan.engine.telemetry.StateGauges;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.dialect.ApiDialect;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Budgets from the settings file to the refused call. */
class BudgetsDoorTest {
  private static final Subject SHOP =
      new Subject("openai", null, "chat", "api.openai.com", "shop", null, Map.of());
  private static final SharedLedger ALONE =
      new SharedLedger((since, report) -> report.known(), ControlLog.NONE, StepClaims.ALONE);

  @TempDir Path home;

  @Test
  void holdsWhatTheSettingsSay() throws IOException {
    ControlRoom room =
        room("budgets: { daily: { limit: 0.05 USD, at: { 80%: notify, 100%: block } } }");

    Passage first = passage(room);
    assertThat(first.admit(asked("0.01"))).isEqualTo(Ruling.GO);
    assertThat(first.settled(costing("0.05"))).hasSize(2);
    room.sink().flush(10_000);
    assertThat(room.gauges().steps())
        .containsExactlyInAnyOrder(
            new StateGauges.Steps("daily", "80", "notify", 1),
            new StateGauges.Steps("daily", "100", "block", 1));

    Ruling ruling = passage(room).admit(asked("0.01"));
    assertThat(ruling).isInstanceOf(Ruling.Refused.class);
    Ruling.Refused refused = (Ruling.Refused) ruling;
    assertThat(refused.handling().rule()).isEqualTo("daily");
    assertThat(((Verdict.Answer) refused.verdict()).status()).isEqualTo(402);
    assertThat(room.board().rows("budgets").get(0))
        .containsEntry("spent", "0.05")
        .containsEntry("state", "used up");
    assertThat(room.gauges().budgets().get(0).spent()).isEqualByComparingTo("0.05");

    room.reload(settings("budgets: { daily: { limit: 1 USD } }"));
    assertThat(passage(room).admit(asked("0.01"))).isEqualTo(Ruling.GO);
    assertThat(room.board().rows("budgets").get(0)).containsEntry("spent", "0.05");
  }

  @Test
  void keepsWhatItCountedAsLongAsTheSettingsCountTheSame() throws IOException {
    String counts = "match: { provider: openai }, each: model, per: 6h";
    ControlRoom room = room("budgets: { b: { limit: 1 USD, " + counts + " } }");
    Passage call = passage(room);
    assertThat(call.admit(asked("0.01"))).isEqualTo(Ruling.GO);
    call.settled(costing("0.05"));

    room.reload(settings("budgets: { b: { limit: 2 USD, at: { 9%: notify }, " + counts + " } }"));
    assertThat(room.board().rows("budgets").get(0))
        .containsEntry("spent", "0.05")
        .containsEntry("limit", "2");

    String others = counts.replace("openai", "open*");
    room.reload(settings("budgets: { b: { limit: 2 USD, " + others + " } }"));
    assertThat(room.board().rows("budgets")).as("of other calls nothing is known yet").isEmpty();
  }

  @Test
  void leavesCallsAloneThatNoBudgetIsOver() throws IOException {
    ControlRoom room = room("budgets: { daily: { limit: 1 USD, match: { provider: anthropic } } }");

    assertThat(room.guidance().controls().passage(arrival())).isNull();
  }

  @Test
  void readsEveryFieldOfABudget() throws IOException {
    ControlRoom room =
        room(
            """
            budgets:
              all:
                limit: 5M tokens
                per: month
                zone: Europe/Berlin
                each: model
                match: { provider: [openai, azure*] }
                at: { 12.5%: notify, 90%: notify + pause, 100%: block }
                webhook: https://hooks.example.com/x
                command: [notify-send, budget]
                critical: { operation: embeddings }
                when-degraded: block
                wait: 1s
                wait-async: 10ms
              six: { limit: 100 requests, per: 6h }
            """);

    Passage passage = passage(room);
    assertThat(passage.admit(asked("0.01"))).isEqualTo(Ruling.GO);
    assertThat(room.board().rows("budgets"))
        .extracting(row -> row.get("budget"), row -> row.get("value"), row -> row.get("unit"))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("all", "gpt-4o", "tokens"),
            org.assertj.core.groups.Tuple.tuple("six", "", "requests"));
  }

  private ControlRoom room(String yaml) throws IOException {
    ControlRoom room = new ControlRoom("shop", settings(yaml), ALONE, CataloguePricer.bundled());
    room.ready();
    return room;
  }

  private Settings settings(String yaml) throws IOException {
    Path file = home.resolve("costspan.yaml");
    Files.writeString(file, yaml);
    Settings settings =
        Settings.load(null, new Properties(), Map.of("COSTSPAN_HOME", home.toString()));
    assertThat(settings.problems()).isEmpty();
    return settings;
  }

  private static Passage passage(ControlRoom room) {
    Passage passage = room.guidance().controls().passage(arrival());
    assertThat(passage).isNotNull();
    return passage;
  }

  private static Arrival arrival() {
    Endpoint endpoint =
        new Endpoint("openai", "chat", ApiDialect.OPENAI_CHAT, "api.openai.com", 443, null, null);
    return new Arrival(
        endpoint, "POST", "https://api.openai.com", name -> null, each -> {}, null, SHOP);
  }

  private static Asked asked(String usd) {
    Forecast forecast = new Forecast(10, 10, new BigDecimal(usd), BigDecimal.ZERO);
    return new Asked(
        SHOP.withModel("gpt-4o"), RequestFacts.UNKNOWN, null, Caller.WAITS, () -> forecast);
  }

  private static Settlement costing(String usd) {
    BigDecimal amount = new BigDecimal(usd);
    Cost cost = new Cost(CostState.PRICED, amount, amount, Map.of(), null, null, null, null);
    return new Settlement(cost, Usage.NONE, 200, true, true, null);
  }
}
