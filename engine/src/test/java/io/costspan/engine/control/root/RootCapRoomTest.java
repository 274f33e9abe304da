// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.root;

import static io.costspan.engine.control.calls.TestCall.PLAIN;
import static io.costspan.engine.control.calls.TestCall.cost;
import static io.costspan.engine.control.calls.TestCall.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.config.Amount;
import io.costspan.engine.control.calls.TestCall;
import io.costspan.engine.control.rule.Match;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.Refusal;
import io.costspan.engine.passage.Ruling;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RootCapRoomTest {
  private static final TestCall CALL = PLAIN.in("trace-1").usd("0.30");

  private final AtomicLong now = new AtomicLong();
  private final RootCapRoom room = new RootCapRoom(TestCall.SHAPE, now::get);

  @BeforeEach
  void capOfOneDollar() {
    room.follow(
        List.of(new RootCapRule("agent", Match.ALL, new Amount(BigDecimal.ONE, Amount.Unit.USD))));
  }

  private Passage passage(TestCall call) {
    return Objects.requireNonNull(room.passage(call.arrival()));
  }

  private Passage admitted(TestCall call) {
    Passage passage = passage(call);
    assertThat(passage.admit(call.asked())).isEqualTo(Ruling.GO);
    return passage;
  }

  private Ruling admit(TestCall call) {
    return passage(call).admit(call.asked());
  }

  @Test
  void isNotConcernedWithCallsOutsideOfATrace() {
    assertThat(room.passage(PLAIN.arrival())).isNull();
  }

  @Test
  void refusesOnceATraceHasSpentItsCap() {
    admitted(CALL).settled(cost("0.6"));
    admitted(CALL).settled(cost("0.6"));

    Refusal refusal = refusal(admit(CALL));

    assertThat(refusal.code()).isEqualTo("root_cap_exceeded");
    assertThat(refusal.isLimit()).isFalse();
    assertThat(refusal.retryAfter()).isNull();
    assertThat(refusal.spent()).isEqualTo("1.2");
    assertThat(refusal.reserved()).isEqualTo("0");
    assertThat(refusal.requested()).isEqualTo("0.3");
    assertThat(admit(CALL.in("trace-2"))).isEqualTo(Ruling.GO);
  }

  @Test
  void countsWhatIsReservedForCallsInFlightAndShrinksTheLast() {
    Passage first = admitted(CALL);
    admitted(CALL);
    admitted(CALL);
    admitted(CALL);
    assertThat(refusal(admit(CALL)).reserved()).isEqualTo("1");

    first.settled(cost("0.01"));

    assertThat(admit(CALL)).isEqualTo(Ruling.GO);
  }

  @Test
  void whoTookAllThatWasLeftIsSettledAtOnce() {
    Passage first = admitted(CALL.usd("0.7"));
    assertThat(first.pressing()).isFalse();
    assertThat(admitted(CALL.usd("0.7")).pressing()).isTrue();
    first.settled(cost("0.1"));
    assertThat(passage(CALL).pressing()).as("not asked yet").isFalse();
  }

  @Test
  void givesBackWhatWasNotSent() {
    Passage withdrawn = admitted(CALL.usd("1"));
    withdrawn.withdraw();
    withdrawn.withdraw();
    withdrawn.settled(TestCall.notSent());
    Passage unsent = admitted(CALL.usd("1"));
    unsent.settled(TestCall.notSent());
    Passage never = passage(CALL);
    never.withdraw();
    never.admit(CALL.usd("1").asked());

    assertThat(admit(CALL)).isEqualTo(Ruling.GO);
  }

  @Test
  void countsAsForecastWhatNobodyWillKnow() {
    admitted(CALL.usd("0.5")).settled(cost(null));
    Passage lost = admitted(CALL.usd("0.5"));
    lost.lost();
    lost.lost();

    assertThat(refusal(admit(CALL)).spent()).isEqualTo("1");
  }

  @Test
  void reservesAsMuchAsTheDearestSoFarWhereThereIsNoForecast() {
    TestCall unknown = new TestCall("trace-1", "a", 0, null, "{}");
    admitted(unknown).settled(cost("0.4"));
    admitted(unknown);
    admitted(unknown);

    assertThat(refusal(admit(unknown)).reserved()).isEqualTo("0.6");
  }

  @Test
  void forgetsTheTraceThatWasQuietLongestBeyondItsBound() {
    TraceAccounts accounts = new TraceAccounts(now::get);
    for (int i = 0; i < TraceAccounts.MOST_TRACES + 5; i++) {
      accounts.enter("trace-" + i, null, BigDecimal.ONE);
    }
    assertThat(accounts.size()).isEqualTo(TraceAccounts.MOST_TRACES);

    now.addAndGet(TraceAccounts.KEPT.toNanos() + 1);
    accounts.enter("later", null, BigDecimal.ONE);

    assertThat(accounts.size()).isEqualTo(1);
  }

  @Test
  void isPassedByNoMoreThanOneCallHoweverManyComeAtATime() throws Exception {
    TestCall tenth = CALL.usd("0.10");
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      for (int round = 0; round < 50; round++) {
        TestCall call = tenth.in("round-" + round);
        List<Future<Boolean>> ends =
            Stream.generate(() -> threads.submit(() -> make(call))).limit(200).toList();
        int paid = 0;
        for (Future<Boolean> end : ends) {
          paid += end.get() ? 1 : 0;
        }
        assertThat(paid).isEqualTo(10);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private boolean make(TestCall call) {
    Passage passage = passage(call);
    if (!passage.admit(call.asked()).equals(Ruling.GO)) {
      return false;
    }
    LockSupport.parkNanos(10_000);
    passage.settled(cost("0.10"));
    return true;
  }

  @Test
  void countsTokensOrRequestsWhereTheCapIsInThose() {
    room.follow(
        List.of(
            new RootCapRule(
                "tokens", Match.ALL, new Amount(new BigDecimal(100), Amount.Unit.TOKENS)),
            new RootCapRule(
                "requests", Match.ALL, new Amount(new BigDecimal(3), Amount.Unit.REQUESTS))));
    admitted(CALL.tokens(50)).settled(TestCall.used(80));
    admitted(CALL.tokens(50)).settled(TestCall.failed(500));
    admitted(CALL.tokens(10)).settled(TestCall.used(5));

    assertThat(refusal(admit(CALL.tokens(1))).rule()).isEqualTo("requests");
    assertThat(refusal(admit(CALL.tokens(1))).unit()).isEqualTo("requests");
    admitted(CALL.in("trace-2").tokens(50)).settled(TestCall.used(100));
    assertThat(refusal(admit(CALL.in("trace-2").tokens(1))).spent()).isEqualTo("100");
  }

  @Test
  void goesOnCountingWhenItsRuleIsReadAgain() {
    admitted(CALL).settled(cost("0.9"));

    room.follow(
        List.of(
            new RootCapRule(
                "agent", Match.ALL, new Amount(new BigDecimal("0.5"), Amount.Unit.USD))));

    assertThat(refusal(admit(CALL)).limit()).isEqualTo("0.5");
  }
}
