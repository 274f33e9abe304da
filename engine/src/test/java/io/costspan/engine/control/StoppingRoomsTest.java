// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.contract.Verdict;
import io.costspan.engine.config.Settings;
import io.costspan.engine.control.calls.TestCall;
import io.costspan.engine.control.host.SharedLedger;
import io.costspan.engine.passage.Asked;
import io.costspan.engine.passage.Controls;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.price.CataloguePricer;
import io.costspan.engine.telemetry.StateGauges;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** From settings to refusals, through all of the room. */
class StoppingRoomsTest {
  private static final TestCall CALL = TestCall.PLAIN.in("trace-1");

  private static Settings settings(String... pairs) {
    Properties properties = new Properties();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.setProperty(pairs[i], pairs[i + 1]);
    }
    Settings settings = Settings.load(null, properties, Map.of());
    assertThat(settings.problems()).isEmpty();
    return settings;
  }

  private static ControlRoom room(String... pairs) {
    ControlRoom room =
        new ControlRoom("shop", settings(pairs), SharedLedger.NONE, CataloguePricer.bundled());
    room.ready();
    return room;
  }

  private static Passage passage(ControlRoom room) {
    Controls controls = room.guidance().controls();
    return Objects.requireNonNull(controls.passage(CALL.arrival()));
  }

  private static Ruling admit(ControlRoom room) {
    return passage(room).admit(CALL.asked());
  }

  private static Verdict.Answer refusal(Ruling ruling) {
    assertThat(ruling).isInstanceOf(Ruling.Refused.class);
    return (Verdict.Answer) ((Ruling.Refused) ruling).verdict();
  }

  @Test
  void isNotConcernedWithoutRules() {
    ControlRoom room = room();

    assertThat(room.guidance().controls().passage(CALL.arrival())).isNull();
    assertThat(room.board().sections()).isEmpty();
  }

  @Test
  void showsOnTheBoardWhatCannotBeReliedOn() {
    ControlRoom room = room("costspan.limits.burst.requests", "1/min");
    room.gauges().addDegraded(() -> Map.of("cache-disk", "no space left"));
    assertThat(room.board().rows("degraded"))
        .containsExactly(Map.of("what", "cache-disk", "why", "no space left"));
  }

  @Test
  void saysOfARuleThatItCouldNotDecideAboutACallUntilItIsReadAgain() {
    String[] rules = {
      "costspan.breakers.runaway.spend", "10 USD/h",
      "costspan.limits.burst.tokens", "100/min",
      "costspan.root-caps.agent.limit", "2 USD"
    };
    ControlRoom room = room(rules);
    Asked known = CALL.asked();
    Asked asked =
        new Asked(
            known.subject(),
            known.facts(),
            known.body(),
            known.caller(),
            () -> {
              throw new IllegalStateException("ours");
            });

    assertThat(passage(room).admit(asked)).isEqualTo(Ruling.GO);
    assertThat(passage(room).admit(asked)).isEqualTo(Ruling.GO);

    assertThat(room.gauges().degraded())
        .containsOnlyKeys("breaker.runaway", "limit.burst", "root-cap.agent")
        .allSatisfy((what, why) -> assertThat(why).contains("could not decide").contains("ours"));
    room.reload(settings(rules));
    assertThat(room.gauges().degraded()).isEmpty();
  }

  @Test
  void refusesWhatALimitDoesNotLetPassAndSaysWhenToComeBack() {
    ControlRoom room = room("costspan.limits.burst.requests", "1/min");
    assertThat(admit(room)).isEqualTo(Ruling.GO);

    Verdict.Answer refusal = refusal(admit(room));

    assertThat(refusal.status()).isEqualTo(429);
    assertThat(refusal.headers())
        .anySatisfy(
            header -> {
              assertThat(header.getKey()).isEqualToIgnoringCase("retry-after");
              assertThat(Integer.parseInt(header.getValue())).isBetween(50, 61);
            });
    assertThat(room.board().rows("limits"))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("requests/min", "1 of 1"));
  }

  @Test
  void takesOtherSettingsWhileItRuns() {
    ControlRoom room = room("costspan.limits.burst.requests", "1/min");
    admit(room);

    room.reload(
        settings(
            "costspan.limits.burst.requests", "2/min",
            "costspan.refusal.limit-status", "403"));

    assertThat(admit(room)).isEqualTo(Ruling.GO);
    assertThat(refusal(admit(room)).status()).isEqualTo(403);
  }

  @Test
  void opensAndClosesABreakerByHandAndShowsHowItStands() {
    ControlRoom room = room("costspan.breakers.runaway.spend", "10 USD/h");
    assertThat(room.board().perform("breaker-open", Map.of("breaker", "runaway"), "ann"))
        .isEqualTo("opened");

    assertThat(refusal(admit(room)).status()).isEqualTo(402);
    assertThat(room.gauges().breakers())
        .containsExactly(new StateGauges.Breaker("runaway", null, StateGauges.Breaker.State.OPEN));
    assertThat(room.board().rows("breakers"))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("reason", "opened by ann"));
    assertThatThrownBy(
            () -> room.board().perform("breaker-close", Map.of("breaker", "other"), "ann"))
        .isInstanceOf(IllegalArgumentException.class);

    room.board().perform("breaker-close", Map.of("breaker", "runaway"), "ann");

    assertThat(admit(room)).isEqualTo(Ruling.GO);
  }

  @Test
  void capsWhatIsSpentUnderATrace() {
    ControlRoom room = room("costspan.root-caps.agent.limit", "2 requests");
    admit(room);
    admit(room);

    assertThat(refusal(admit(room)).status()).isEqualTo(402);
  }

  @Test
  void holdsNothingOfALimitForACallThatTheCapOfItsTraceStops() {
    ControlRoom room =
        room(
            "costspan.root-caps.agent.limit", "1 requests",
            "costspan.limits.few.concurrent", "1");
    Passage first = passage(room);
    assertThat(first.admit(CALL.asked())).isEqualTo(Ruling.GO);
    first.settled(TestCall.cost("0.1"));

    refusal(admit(room));

    assertThat(room.board().rows("limits"))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("running", 0));
  }
}
