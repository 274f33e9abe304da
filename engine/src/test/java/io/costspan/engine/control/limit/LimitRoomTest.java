// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import static io.costspan.engine.control.calls.TestCall.PLAIN;
import static io.costspan.engine.control.calls.TestCall.refusal;
import static io.costspan.engine.control.calls.TestCall.used;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.config.CallAttribute;
import io.costspan.engine.config.Patterns;
import io.costspan.engine.control.calls.TestCall;
import io.costspan.engine.control.rule.Match;
import io.costspan.engine.control.rule.Scope;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.Refusal;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.wire.ResponseFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LimitRoomTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final LimitTerms TWO_A_SECOND = LimitTerms.NONE.requests(new Pace(2, SECOND));

  private final VirtualTime time = new VirtualTime();
  private final LimitRoom room = new LimitRoom(TestCall.SHAPE, time::nanos, time.clock(), time);

  private void limit(LimitTerms terms) {
    room.follow(List.of(new LimitRule("burst", Match.ALL, Scope.total(), terms, null, null)));
  }

  private Passage passage(TestCall call) {
    return Objects.requireNonNull(room.passage(call.arrival()));
  }

  private Ruling admit(TestCall call) {
    return passage(call).admit(call.asked());
  }

  private LimitState state() {
    return room.states().get(0);
  }

  private long taken() {
    return state().uses().get(0).used();
  }

  @Test
  void knowsNothingOfCallsWithoutRules() {
    assertThat(room.passage(PLAIN.arrival())).isNull();
  }

  @Test
  void refusesWhatIsOneTooManyAndSaysWhenItWouldPass() {
    limit(TWO_A_SECOND);
    assertThat(admit(PLAIN)).isEqualTo(Ruling.GO);
    time.pass(Duration.ofMillis(250));
    assertThat(admit(PLAIN)).isEqualTo(Ruling.GO);
    time.pass(Duration.ofMillis(250));

    Refusal refusal = refusal(admit(PLAIN));

    assertThat(refusal.code()).isEqualTo("rate_limited");
    assertThat(refusal.isLimit()).isTrue();
    assertThat(refusal.limit()).isEqualTo("2");
    assertThat(refusal.unit()).isEqualTo("requests/s");
    Duration wait = Objects.requireNonNull(refusal.retryAfter());
    time.pass(wait.minusNanos(1));
    assertThat(admit(PLAIN)).isInstanceOf(Ruling.Refused.class);
    time.pass(Duration.ofNanos(1));
    assertThat(admit(PLAIN)).isEqualTo(Ruling.GO);
  }

  @Test
  void takesTokensByForecastAndCorrectsThemByWhatWasUsed() {
    limit(LimitTerms.NONE.tokens(new Pace(1000, Duration.ofMinutes(1))));
    Passage first = passage(PLAIN.tokens(800));
    assertThat(first.needsBody()).isTrue();
    assertThat(first.admit(PLAIN.tokens(800).asked())).isEqualTo(Ruling.GO);
    assertThat(refusal(admit(PLAIN.tokens(300))).requested()).isEqualTo("300");

    first.ended(ResponseFacts.UNKNOWN, true);
    first.settled(used(650));

    assertThat(taken()).isEqualTo(650);
    assertThat(admit(PLAIN.tokens(300))).isEqualTo(Ruling.GO);
  }

  @Test
  void whoseTokensKeepOutTheNextOfItsKindIsSettledAtOnce() {
    limit(LimitTerms.NONE.tokens(new Pace(1000, Duration.ofMinutes(1))));
    Passage first = passage(PLAIN.tokens(400));
    first.admit(PLAIN.tokens(400).asked());
    Passage second = passage(PLAIN.tokens(400));
    second.admit(PLAIN.tokens(400).asked());

    assertThat(first.pressing()).isFalse();
    assertThat(second.pressing()).isTrue();
  }

  @Test
  void keepsTheForecastWhereNothingWasReportedAndGivesItBackWhereTheProviderRefused() {
    limit(LimitTerms.NONE.tokens(new Pace(1000, Duration.ofMinutes(1))));
    Passage silent = passage(PLAIN);
    silent.admit(PLAIN.tokens(100).asked());
    silent.settled(TestCall.cost("0.1"));
    Passage refused = passage(PLAIN);
    refused.admit(PLAIN.tokens(200).asked());
    refused.settled(TestCall.failed(500));
    Passage unsent = passage(PLAIN);
    unsent.admit(PLAIN.tokens(300).asked());
    unsent.settled(TestCall.notSent());

    assertThat(taken()).isEqualTo(100);
  }

  @Test
  void letsACallInThatIsBiggerThanTheLimitOnceNothingElseIsTaken() {
    limit(LimitTerms.NONE.tokens(new Pace(1000, Duration.ofMinutes(1))));
    admit(PLAIN.tokens(10));
    assertThat(admit(PLAIN.tokens(5000))).isInstanceOf(Ruling.Refused.class);
    time.pass(Duration.ofSeconds(61));

    assertThat(admit(PLAIN.tokens(5000))).isEqualTo(Ruling.GO);
    assertThat(admit(PLAIN.tokens(1))).isInstanceOf(Ruling.Refused.class);
  }

  @Test
  void countsADayByTheUsersCalendar() {
    limit(LimitTerms.NONE.requests(new Pace(1, DAY)).in(ZoneId.of("Europe/Berlin")));
    admit(PLAIN);

    Refusal refusal = refusal(admit(PLAIN));

    assertThat(refusal.unit()).isEqualTo("requests/day");
    assertThat(Objects.requireNonNull(refusal.resetsAt()).toInstant())
        .isEqualTo(Instant.parse("2026-03-28T23:00:00Z"));
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofHours(11));
    time.pass(Duration.ofHours(11));
    assertThat(admit(PLAIN)).isEqualTo(Ruling.GO);
  }

  @Test
  void letsOnlySoManyRunAtATime() {
    limit(LimitTerms.NONE.concurrent(2));
    Passage first = passage(PLAIN);
    first.admit(PLAIN.asked());
    admit(PLAIN);
    assertThat(refusal(admit(PLAIN)).code()).isEqualTo("concurrency_limited");

    time.pass(Duration.ofSeconds(8));
    first.ended(ResponseFacts.UNKNOWN, true);
    first.ended(ResponseFacts.UNKNOWN, true);
    first.settled(used(1));
    first.lost();

    assertThat(state().running()).isEqualTo(1);
    assertThat(admit(PLAIN)).isEqualTo(Ruling.GO);
    assertThat(refusal(admit(PLAIN)).retryAfter()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void givesEverythingBackOfACallThatIsNotSent() {
    limit(
        LimitTerms.NONE
            .requests(new Pace(2, SECOND), new Pace(5, DAY))
            .tokens(new Pace(100, SECOND))
            .concurrent(1));
    Passage passage = passage(PLAIN);
    passage.admit(PLAIN.tokens(50).asked());

    passage.withdraw();
    passage.withdraw();
    passage.ended(ResponseFacts.UNKNOWN, false);
    passage.settled(TestCall.notSent());

    assertThat(state().uses()).hasSize(3).allMatch(use -> use.used() == 0);
    assertThat(state().running()).isZero();
  }

  @Test
  void reservesNothingForACallThatIsWithdrawnAlready() {
    limit(TWO_A_SECOND);
    Passage passage = passage(PLAIN);
    passage.withdraw();

    assertThat(passage.admit(PLAIN.asked())).isEqualTo(Ruling.GO);
    assertThat(room.states()).isEmpty();
  }

  @Test
  void holdsSeveralPacesAtOnce() {
    limit(LimitTerms.NONE.requests(new Pace(2, SECOND), new Pace(3, Duration.ofMinutes(1))));
    admit(PLAIN);
    admit(PLAIN);
    assertThat(refusal(admit(PLAIN)).unit()).isEqualTo("requests/s");
    time.pass(Duration.ofSeconds(2));
    admit(PLAIN);

    assertThat(refusal(admit(PLAIN)).unit()).isEqualTo("requests/min");
  }

  @Test
  void countsEachValueOfItsScopeOnItsOwn() {
    CallAttribute team = Objects.requireNonNull(CallAttribute.of("tag.team"));
    Scope each = Scope.of(team, line -> {});
    LimitTerms one = LimitTerms.NONE.requests(new Pace(1, SECOND));
    room.follow(List.of(new LimitRule("burst", Match.ALL, each, one, null, null)));

    assertThat(admit(PLAIN.of("a"))).isEqualTo(Ruling.GO);
    assertThat(admit(PLAIN.of("b"))).isEqualTo(Ruling.GO);
    assertThat(refusal(admit(PLAIN.of("b"))).scope()).isEqualTo("b");
  }

  @Test
  void concernsOnlyWhatItMatches() {
    Match claude = match("model", "claude*");
    Match gpt = match("model", "gpt*");
    Match other = match("provider", "anthropic");
    LimitTerms one = LimitTerms.NONE.requests(new Pace(1, SECOND));
    room.follow(
        List.of(
            new LimitRule("claude", claude, Scope.total(), one, null, null),
            new LimitRule("other", other, Scope.total(), one, null, null)));
    assertThat(admit(PLAIN)).isEqualTo(Ruling.GO);
    assertThat(admit(PLAIN)).isEqualTo(Ruling.GO);

    room.follow(List.of(new LimitRule("gpt", gpt, Scope.total(), one, null, null)));

    assertThat(passage(PLAIN).needsBody()).isTrue();
    assertThat(admit(PLAIN)).isEqualTo(Ruling.GO);
    assertThat(admit(PLAIN)).isInstanceOf(Ruling.Refused.class);
  }

  @Test
  void goesOnCountingWhenItsRuleIsReadAgain() {
    limit(TWO_A_SECOND.concurrent(9));
    admit(PLAIN);

    limit(LimitTerms.NONE.requests(new Pace(3, SECOND)));

    assertThat(taken()).isEqualTo(1);
    admit(PLAIN);
    admit(PLAIN);
    assertThat(refusal(admit(PLAIN)).limit()).isEqualTo("3");
    room.follow(List.of());
    assertThat(room.passage(PLAIN.arrival())).isNull();
  }

  @Test
  void givesBackToAllLimitsWhenOneRefuses() {
    LimitTerms many = LimitTerms.NONE.requests(new Pace(5, SECOND));
    LimitTerms one = LimitTerms.NONE.requests(new Pace(1, SECOND));
    room.follow(
        List.of(
            new LimitRule("many", Match.ALL, Scope.total(), many, null, null),
            new LimitRule("one", Match.ALL, Scope.total(), one, null, null)));
    admit(PLAIN);

    assertThat(refusal(admit(PLAIN)).rule()).isEqualTo("one");
    assertThat(room.states()).allMatch(state -> state.uses().get(0).used() == 1);
  }

  private static Match match(String attribute, String pattern) {
    CallAttribute named = Objects.requireNonNull(CallAttribute.of(attribute));
    return Match.of(new Patterns(Map.of(named, List.of(pattern))));
  }
}
