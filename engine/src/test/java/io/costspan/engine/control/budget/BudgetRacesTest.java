// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.Caller;
import io.costspan.engine.meter.Outcome;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.passage.Forecast;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens at the very moment that a call is let go, or counted. */
class BudgetRacesTest {
  private final TrippingClock clock = new TrippingClock();
  private final List<HostReport> reports = new ArrayList<>();
  private final BudgetBook book =
      new BudgetBook(
          new HoldBook(clock, clock.moved()::nanos, new HandAlarm()),
          clock,
          step -> {},
          (since, report) -> {
            reports.add(report);
            report.known();
          });

  @Test
  void aCallThatCannotBeHeldIsRefusedByABudgetThatBlocksThen() {
    BudgetBench bench =
        new BudgetBench(book, RuleBuilder.daily("1").blockingWhenDegraded().build());
    BudgetBench.Call call = bench.call("0.10");
    clock.next(BudgetRacesTest::fail);

    assertThat(call.goes()).isFalse();
    assertThat(bench.refusals.get(0).code()).isEqualTo("budget_degraded");
    assertThat(bench.only().reserved()).isZero();
    assertThat(bench.call("0.10").goes()).as("the next is decided about").isTrue();
  }

  @Test
  void aCallThatCannotBeHeldGoesElsewhereAndIsSaid() {
    BudgetBench bench = new BudgetBench(book, BudgetBench.daily("1"));
    BudgetBench.Call call = bench.call("0.10");
    clock.next(BudgetRacesTest::fail);

    assertThat(call.goes()).isTrue();
    assertThat(bench.only().degraded()).contains("could not decide").contains("ours");
    call.costs("0.25");
    assertThat(bench.only().spent()).as("it counts when it is over").isEqualByComparingTo("0.25");
  }

  @Test
  void aFaultBeforeAnyBudgetIsAskedIsSaid() {
    BudgetBench bench = new BudgetBench(book, BudgetBench.daily("1"));
    bench.controls.failed(new IllegalStateException("ours"));

    assertThat(bench.only().degraded()).contains("could not decide").contains("ours");
  }

  @Test
  void aBudgetThatBeginsWhileACallIsCountedIsToldOfItOnce() {
    BudgetBench bench = new BudgetBench(book, BudgetBench.daily("1"));
    PricedCall call = BudgetBench.ended(BudgetBench.NOON, Outcome.COMPLETE, "0.25");
    clock.next(() -> book.follow(List.of(RuleBuilder.of("other", BudgetUnit.USD, "1").build())));
    book.own().settled(call, "shop");

    assertThat(bench.only().name()).isEqualTo("other");
    assertThat(bench.only().spent()).as("the ledger will tell").isZero();
    assertThat(reports.get(1).counted(call.call().id())).isFalse();
  }

  @Test
  void aWindowThatEndsJustAfterAPromptWasCountedTakesNothingBackOfTheNext() {
    BudgetBench bench = new BudgetBench(book, BudgetBench.daily("1"));
    clock.moved().pass(Duration.ofHours(12).minusMillis(1));
    Forecast forecast = new Forecast(500, 90, new BigDecimal("0.08"), new BigDecimal("0.02"));
    BudgetBench.Call call = bench.call(forecast, Caller.WAITS, "ann");
    assertThat(call.goes()).isTrue();
    PricedCall promised = BudgetBench.promised(clock.instant());
    clock.next(() -> clock.moved().pass(Duration.ofSeconds(1)));
    call.settles(promised);
    assertThat(bench.only().spent()).as("a new day").isZero();

    book.own()
        .settled(
            BudgetBench.fetched(promised, clock.instant(), BudgetBench.priced("0.60")), "shop");
    assertThat(bench.only().spent()).isEqualByComparingTo("0.60");
  }

  private static void fail() {
    throw new IllegalStateException("ours");
  }
}
