// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.breaker;

import static io.costspan.engine.control.calls.TestCall.PLAIN;
import static io.costspan.engine.control.calls.TestCall.cost;
import static io.costspan.engine.control.calls.TestCall.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.config.CallAttribute;
import io.costspan.engine.control.calls.TestCall;
import io.costspan.engine.control.rule.Match;
import io.costspan.engine.control.rule.Scope;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.Refusal;
import io.costspan.engine.passage.Ruling;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BreakerRoomTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Instant NOON = Instant.parse("2026-03-28T12:00:00Z");
  private static final BreakerTerms DEAR =
      BreakerTerms.NONE.dear(3, new BigDecimal("0.50"), Duration.ofMinutes(5)).openFor(MINUTE);

  private final List<String> log = new ArrayList<>();
  private long now = Long.MAX_VALUE - 1000; // System.nanoTime() may be anywhere
  private final BreakerRoom room =
      new BreakerRoom(TestCall.SHAPE, () -> now, Clock.fixed(NOON, ZoneOffset.UTC), log::add);

  private void breaker(BreakerTerms terms) {
    room.follow(List.of(new BreakerRule("runaway", Match.ALL, Scope.total(), terms)));
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private Passage passage(TestCall call) {
    return Objects.requireNonNull(room.passage(call.arrival()));
  }

  private Ruling admit(TestCall call) {
    return passage(call).admit(call.asked());
  }

  /** A call that ends well, with so much to pay. */
  private void make(TestCall call, String usd) {
    Passage passage = passage(call);
    assertThat(passage.admit(call.asked())).isEqualTo(Ruling.GO);
    passage.settled(cost(usd));
  }

  private CircuitPosition position() {
    return room.states().get(0).position();
  }

  @Test
  void opensWhenSoManyCallsCostTooMuchWithinThePeriod() {
    breaker(DEAR);
    make(PLAIN, "0.51");
    make(PLAIN, "0.50");
    make(PLAIN, "0.51");
    pass(Duration.ofMinutes(5).plusNanos(1));
    make(PLAIN, "0.51");
    assertThat(position()).isEqualTo(CircuitPosition.CLOSED);
    make(PLAIN, "0.51");
    pass(Duration.ofMinutes(5).minus(Duration.ofNanos(1)));
    make(PLAIN, "0.51");

    assertThat(position()).isEqualTo(CircuitPosition.OPEN);
    Refusal refusal = refusal(admit(PLAIN));
    assertThat(refusal.code()).isEqualTo("circuit_open");
    assertThat(refusal.isLimit()).isFalse();
    assertThat(refusal.retryAfter()).isEqualTo(MINUTE);
    assertThat(refusal.why()).isEqualTo("3 calls cost more than 0.50 USD each within 5m");
    assertThat(log)
        .containsExactly(
            "breaker 'runaway' is open now: 3 calls cost more than 0.50 USD each within 5m");
  }

  @Test
  void opensWhenMoreIsSpentInAnyPeriodThanAllowed() {
    breaker(BreakerTerms.NONE.spend(BigDecimal.TEN, Duration.ofHours(1)));
    make(PLAIN, "4");
    pass(Duration.ofMinutes(50));
    make(PLAIN, "6");
    assertThat(position()).isEqualTo(CircuitPosition.CLOSED);
    pass(Duration.ofMinutes(11));
    make(PLAIN, "4");
    assertThat(position()).isEqualTo(CircuitPosition.CLOSED);

    make(PLAIN, "0.01");

    assertThat(position()).isEqualTo(CircuitPosition.OPEN);
    assertThat(log).singleElement().asString().contains("10.01 USD within 1h, more than 10");
  }

  @Test
  void callsAreSettledAtOnceWhenHalfOfWhatOpensItHasCome() {
    breaker(BreakerTerms.NONE.spend(BigDecimal.TEN, Duration.ofHours(1)).openFor(MINUTE));
    assertThat(admitted(PLAIN.usd("4.99")).pressing()).isFalse();
    assertThat(admitted(PLAIN.usd("5")).pressing()).isTrue();
    make(PLAIN, "4.9");
    assertThat(admitted(PLAIN.usd("0.09")).pressing()).isFalse();
    assertThat(admitted(PLAIN.usd("0.10")).pressing()).isTrue();
    make(PLAIN, "6");
    pass(MINUTE);
    assertThat(admitted(PLAIN.usd("0.01")).pressing()).as("the probe").isTrue();
    assertThat(position()).isEqualTo(CircuitPosition.HALF_OPEN);

    breaker(DEAR);
    room.close("runaway", null, "ann");
    assertThat(admitted(PLAIN.usd("9")).pressing()).isFalse();
    make(PLAIN, "0.51");
    assertThat(admitted(PLAIN.usd("9")).pressing()).isTrue();
  }

  private Passage admitted(TestCall call) {
    Passage passage = passage(call);
    assertThat(passage.admit(call.asked())).isEqualTo(Ruling.GO);
    return passage;
  }

  @Test
  void opensWhenTheSameCallComesOverAndOver() {
    breaker(BreakerTerms.NONE.repeats(3, MINUTE).openFor(MINUTE));
    for (int i = 0; i < 3; i++) {
      make(PLAIN.asking("again"), "0");
      make(PLAIN.asking("new " + i), "0");
    }
    pass(Duration.ofSeconds(59));

    assertThat(refusal(admit(PLAIN.asking("again"))).code()).isEqualTo("circuit_open");
    assertThat(position()).isEqualTo(CircuitPosition.OPEN);
  }

  @Test
  void opensAgainAtOnceWhenTheLoopGoesOn() {
    breaker(BreakerTerms.NONE.repeats(3, MINUTE).openFor(MINUTE));
    for (int i = 0; i < 20; i++) {
      admit(PLAIN);
      pass(Duration.ofSeconds(10));
    }
    assertThat(room.states().get(0).trips()).isGreaterThan(1);
    pass(Duration.ofMinutes(2));

    assertThat(admit(PLAIN)).isEqualTo(Ruling.GO);
  }

  @Test
  void letsTheSameCallComeSlowly() {
    breaker(BreakerTerms.NONE.repeats(3, MINUTE));
    for (int i = 0; i < 50; i++) {
      make(PLAIN, "0");
      pass(Duration.ofSeconds(21));
    }

    assertThat(position()).isEqualTo(CircuitPosition.CLOSED);
  }

  @Test
  void triesOneCallAtATimeOnceItsTimeIsOverAndClosesWhenThatWasFine() {
    breaker(DEAR);
    trip();
    pass(MINUTE);
    Passage probe = passage(PLAIN);
    assertThat(probe.admit(PLAIN.asked())).isEqualTo(Ruling.GO);
    assertThat(refusal(admit(PLAIN)).retryAfter()).isNull();
    assertThat(position()).isEqualTo(CircuitPosition.HALF_OPEN);

    probe.settled(cost("0.01"));

    assertThat(position()).isEqualTo(CircuitPosition.CLOSED);
    make(PLAIN, "0.9");
    make(PLAIN, "0.9");
    assertThat(position()).isEqualTo(CircuitPosition.CLOSED);
    assertThat(log).hasSize(3);
  }

  @Test
  void opensAgainWhenTheProbeIsDearOrFails() {
    breaker(DEAR);
    trip();
    pass(MINUTE);
    make(PLAIN, "0.6");
    assertThat(position()).isEqualTo(CircuitPosition.OPEN);
    pass(MINUTE);
    Passage probe = passage(PLAIN);
    probe.admit(PLAIN.asked());

    probe.settled(TestCall.failed(500));

    assertThat(position()).isEqualTo(CircuitPosition.OPEN);
    assertThat(room.states().get(0).reason()).isEqualTo("a probe failed");
    assertThat(room.states().get(0).nextProbe()).isEqualTo(NOON.plus(MINUTE));
    assertThat(room.states().get(0).trips()).isEqualTo(3);
  }

  @Test
  void givesUpAProbeOfWhichNothingIsHeard() {
    breaker(DEAR);
    trip();
    pass(MINUTE);
    admit(PLAIN);
    pass(Duration.ofNanos(Circuit.PROBE_NANOS));

    assertThat(admit(PLAIN)).isEqualTo(Ruling.GO);
  }

  @Test
  void makesRoomForAnotherProbeWhenOneIsWithdrawnOrLostOrLeft() {
    breaker(DEAR);
    trip();
    pass(MINUTE);
    Passage withdrawn = passage(PLAIN);
    withdrawn.admit(PLAIN.asked());
    withdrawn.withdraw();
    withdrawn.settled(TestCall.notSent());
    Passage lost = passage(PLAIN);
    assertThat(lost.admit(PLAIN.asked())).isEqualTo(Ruling.GO);
    lost.lost();
    Passage left = passage(PLAIN);
    assertThat(left.admit(PLAIN.asked())).isEqualTo(Ruling.GO);
    left.settled(TestCall.left("0.1"));

    assertThat(position()).isEqualTo(CircuitPosition.HALF_OPEN);
    assertThat(admit(PLAIN)).isEqualTo(Ruling.GO);
  }

  @Test
  void countsAnUnpricedCallByItsForecast() {
    breaker(DEAR);
    for (int i = 0; i < 3; i++) {
      Passage passage = passage(PLAIN.usd("0.7"));
      passage.admit(PLAIN.usd("0.7").asked());
      passage.settled(cost(null));
    }

    assertThat(position()).isEqualTo(CircuitPosition.OPEN);
  }

  @Test
  void isWorkedByHand() {
    breaker(DEAR);
    assertThat(room.open("runaway", null, null, "ann")).isEqualTo(1);
    pass(Duration.ofDays(2));
    assertThat(refusal(admit(PLAIN)).retryAfter()).isNull();
    assertThat(room.states().get(0).reason()).isEqualTo("opened by ann");
    assertThat(room.states().get(0).nextProbe()).isNull();

    assertThat(room.close("runaway", null, "ann")).isEqualTo(1);

    assertThat(admit(PLAIN)).isEqualTo(Ruling.GO);
    assertThat(room.open("nobody", null, null, "ann")).isZero();
  }

  @Test
  void hasACircuitForEachValueOfItsScope() {
    CallAttribute team = Objects.requireNonNull(CallAttribute.of("tag.team"));
    Scope each = Scope.of(team, line -> {});
    room.follow(List.of(new BreakerRule("runaway", Match.ALL, each, DEAR)));
    for (int i = 0; i < 3; i++) {
      make(PLAIN.of("a"), "1");
      make(PLAIN.of("b"), "0.1");
    }

    assertThat(refusal(admit(PLAIN.of("a"))).scope()).isEqualTo("a");
    assertThat(admit(PLAIN.of("b"))).isEqualTo(Ruling.GO);
    assertThat(log).singleElement().asString().startsWith("breaker 'runaway' of 'a' is open now");
    assertThat(room.open("runaway", "b", MINUTE, "ann")).isEqualTo(1);
    assertThat(admit(PLAIN.of("b"))).isInstanceOf(Ruling.Refused.class);
  }

  @Test
  void staysAsItStandsWhenItsRuleIsReadAgain() {
    breaker(DEAR);
    trip();

    breaker(DEAR.openFor(Duration.ofHours(1)));

    assertThat(admit(PLAIN)).isInstanceOf(Ruling.Refused.class);
  }

  private void trip() {
    for (int i = 0; i < 3; i++) {
      make(PLAIN, "1");
    }
    assertThat(position()).isEqualTo(CircuitPosition.OPEN);
  }
}
