// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.Caller;
import io.costspan.engine.passage.Forecast;
import io.costspan.engine.passage.Subject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LadderTest {

  @Test
  void tellsOfEachStepOnceInAWindow() {
    BudgetBench bench = new BudgetBench(BudgetBench.daily("1"));

    assertThat(spend(bench, "0.49")).isEmpty();
    assertThat(spend(bench, "0.01"))
        .containsExactly(
            "budget 'daily' reached its 50% step (notify): 0.5 of 1 USD spent, 0 held for calls in"
                + " flight, resets 2026-06-02T00:00Z");
    assertThat(spend(bench, "0.45")).hasSize(2);
    assertThat(spend(bench, "0.10")).hasSize(1);
    assertThat(percents(bench)).containsExactly("50", "80", "90", "100");
    assertThat(bench.only().lastStep()).isEqualByComparingTo("100");
    assertThat(bench.only().state()).isEqualTo(BudgetSnapshot.State.USED_UP);

    bench.clock.pass(Duration.ofDays(1));
    assertThat(spend(bench, "0.60")).hasSize(1);
    assertThat(bench.only().lastStep()).isEqualByComparingTo("50");
  }

  @Test
  void tellsOfNoStepTwiceWhenTheClockGoesBackOverMidnight() {
    BudgetBench bench = new BudgetBench(BudgetBench.daily("1"));
    bench.clock.pass(Duration.ofMinutes(12 * 60 + 10));
    assertThat(spend(bench, "0.60")).hasSize(1);

    bench.clock.set(bench.clock.instant().minus(Duration.ofHours(1)));
    assertThat(spend(bench, "0.01")).isEmpty();
    bench.clock.set(bench.clock.instant().plus(Duration.ofHours(1)));
    assertThat(spend(bench, "0.01")).isEmpty();

    assertThat(bench.only().spent()).isEqualByComparingTo("0.62");
  }

  @Test
  void tellsOfARollingStepOnceInItsLength() {
    BudgetBench bench =
        new BudgetBench(
            BudgetRule.of(
                "six",
                BudgetUnit.USD,
                BigDecimal.ONE,
                new RollingPeriod(Duration.ofHours(6), java.time.ZoneOffset.UTC)));
    assertThat(spend(bench, "0.60")).hasSize(1);
    bench.clock.pass(Duration.ofHours(5));
    assertThat(spend(bench, "0.10")).isEmpty();
    bench.clock.pass(Duration.ofHours(2));
    assertThat(spend(bench, "0.50")).hasSize(1);
  }

  @Test
  void stopsNobodyWhoseLadderOnlyTells() {
    BudgetBench bench = new BudgetBench(withLadder(step("50", new NotifyAction())));
    spend(bench, "3");

    assertThat(bench.call("9").goes()).isTrue();
    assertThat(bench.only().state()).isEqualTo(BudgetSnapshot.State.OPEN);
  }

  @Test
  void pausesAllButCriticalCalls() {
    BudgetBench bench =
        new BudgetBench(
            RuleBuilder.daily("1")
                .at(
                    step("80", new NotifyAction(), new PauseAction()),
                    step("100", new BlockAction()))
                .critical(LadderTest::isNight)
                .build());
    spend(bench, "0.85");

    assertThat(bench.of("day", "0.05").goes()).isFalse();
    assertThat(bench.refusals.get(0).code()).isEqualTo("budget_paused");
    assertThat(bench.of("night", "0.05").goes()).isTrue();
    assertThat(bench.only().state()).isEqualTo(BudgetSnapshot.State.PAUSED);
    assertThat(bench.reached.get(0).actionWords()).isEqualTo("notify+pause");
  }

  @Test
  void letsCallsGoAsFarAsItsBlockingStep() {
    BudgetBench bench = new BudgetBench(withLadder(step("120", new BlockAction())));
    spend(bench, "1.10");

    assertThat(bench.call("0.10").goes()).isTrue();
    assertThat(bench.call("0.10").goes()).isFalse();
  }

  @Test
  void letsOrdinaryCallsHoldNoMoreThanItsPausingStep() {
    BudgetBench bench =
        new BudgetBench(
            RuleBuilder.daily("1")
                .at(step("50", new PauseAction()))
                .critical(LadderTest::isNight)
                .build());
    List<BudgetBench.Call> gone = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      BudgetBench.Call call = bench.of("day", "0.10");
      if (call.goes()) {
        gone.add(call);
      }
    }

    assertThat(gone).as("as many as the step's half dollar holds").hasSize(5);
    assertThat(bench.refusals.get(0).code()).isEqualTo("budget_paused");
    assertThat(bench.refusals.get(0).retryAfter()).as("only holds are in the way").isNotNull();
    assertThat(bench.of("night", "0.10").goes()).isTrue();
    assertThat(bench.only().state()).isEqualTo(BudgetSnapshot.State.OPEN);
    gone.forEach(call -> call.costs("0.10"));
    assertThat(bench.only().spent()).isEqualByComparingTo("0.50");
    assertThat(bench.only().state()).isEqualTo(BudgetSnapshot.State.PAUSED);
  }

  @Test
  void tellsOfACapOnARefusalOnlyWhereLittleIsLeftBelowIt() {
    BudgetBench bench = new BudgetBench(BudgetBench.daily("1"));
    spend(bench, "0.02");
    assertThat(bench.call(large(), Caller.WAITS, "ann").goes()).isFalse();
    assertThat(bench.reached).as("one call is too large").isEmpty();

    spend(bench, "0.93");
    assertThat(percents(bench)).containsExactly("50", "80", "90");
    assertThat(bench.call(large(), Caller.WAITS, "ann").goes()).isFalse();
    assertThat(bench.call(large(), Caller.WAITS, "ann").goes()).isFalse();
    assertThat(percents(bench)).as("once").containsExactly("50", "80", "90", "100");
  }

  @Test
  void tellsOfItsStepsAgainWhenALargerLimitHasPutThemAhead() {
    BudgetBench bench = new BudgetBench(BudgetBench.daily("1"));
    spend(bench, "1");
    assertThat(percents(bench)).containsExactly("50", "80", "90", "100");

    bench.book.follow(List.of(BudgetBench.daily("4")));
    assertThat(bench.only().lastStep()).isZero();
    assertThat(spend(bench, "0.50")).isEmpty();
    assertThat(spend(bench, "0.50")).hasSize(1);
    bench.book.follow(List.of(BudgetBench.daily("4")));
    assertThat(spend(bench, "0.10")).as("nothing has changed").isEmpty();

    BudgetDesk desk = new BudgetDesk(bench.book, order -> {}, bench.clock);
    desk.override(
        "daily", null, new BigDecimal("6"), bench.clock.instant().plusSeconds(3_600), "ann");
    assertThat(spend(bench, "2.90")).hasSize(1);
    assertThat(percents(bench)).endsWith("50", "50");

    bench.clock.pass(Duration.ofHours(2));
    assertThat(bench.call("0.10").goes()).as("the override is over").isFalse();
    bench.host().spentElsewhere(bench.clock.instant(), subject(), new BigDecimal("0.01"), 1L);
    assertThat(percents(bench)).endsWith("50", "50", "80", "90", "100");
    assertThat(bench.reached.get(bench.reached.size() - 1).extraAt())
        .as("by which other processes know it for another round")
        .isEqualTo(BudgetBench.NOON);
  }

  @Test
  void whatWasOrderedInAnEarlierWindowIsNoPartOfAStep() {
    BudgetBench bench = new BudgetBench(BudgetBench.daily("1"));
    BudgetDesk desk = new BudgetDesk(bench.book, order -> {}, bench.clock);
    desk.reset("daily", null, "ann");
    desk.override("daily", null, BigDecimal.ONE, BudgetBench.NOON.plusSeconds(60), "ann");
    spend(bench, "1");
    assertThat(bench.reached.get(0).resetAt()).isEqualTo(BudgetBench.NOON);
    assertThat(bench.reached.get(0).extraAt()).isEqualTo(BudgetBench.NOON);

    bench.clock.pass(Duration.ofDays(1));
    spend(bench, "0.50");
    assertThat(bench.reached.get(1).resetAt()).isEqualTo(Instant.EPOCH);
    assertThat(bench.reached.get(1).extraAt()).isEqualTo(Instant.EPOCH);
  }

  private static Subject subject() {
    return new Subject("openai", "gpt-4o", "chat", "api.openai.com", "shop", null, Map.of());
  }

  private static Forecast large() {
    return new Forecast(0, 0, new BigDecimal("3"), new BigDecimal("2"));
  }

  private static boolean isNight(Subject subject) {
    return "night".equals(subject.tags().get("team"));
  }

  private static List<String> spend(BudgetBench bench, String usd) {
    BudgetBench.Call call = bench.call("0.0001");
    assertThat(call.goes()).isTrue();
    return call.costs(usd);
  }

  private static List<String> percents(BudgetBench bench) {
    return bench.reached.stream().map(step -> step.percent().toPlainString()).toList();
  }

  private static Ladder.Step step(String percent, LadderAction... actions) {
    return new Ladder.Step(new BigDecimal(percent), List.of(actions));
  }

  private static BudgetRule withLadder(Ladder.Step... steps) {
    return RuleBuilder.daily("1").at(steps).build();
  }
}
