// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.Caller;
import io.costspan.engine.meter.Outcome;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.passage.Forecast;
import io.costspan.engine.price.Cost;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls whose answer is fetched later. */
class PromisedCallsTest {
  private static final Forecast FORECAST =
      new Forecast(500, 90, new BigDecimal("0.08"), new BigDecimal("0.02"));

  private final BudgetBench bench = new BudgetBench(BudgetBench.daily("1"));

  @Test
  void anAnswerTakesThePlaceOfItsPrompt() {
    PricedCall promised = promise();
    assertThat(bench.only().spent()).isEqualByComparingTo("0.02");
    assertThat(bench.only().degraded()).as("it can still come").isNull();

    bench.clock.pass(Duration.ofMinutes(5));
    fetch(promised, BudgetBench.priced("0.60"));
    assertThat(bench.only().spent()).isEqualByComparingTo("0.60");
    assertThat(bench.reached).extracting(StepReached::percentText).containsExactly("50");
    assertThat(bench.only().degraded()).isNull();
  }

  @Test
  void anAnswerThatCostsNothingGivesThePromptBack() {
    PricedCall promised = promise();
    fetch(promised, BudgetBench.priced("0"));

    assertThat(bench.only().spent()).isZero();
  }

  @Test
  void anAnswerOfTheNextWindowCountsThereAsAWhole() {
    PricedCall promised = promise();
    bench.clock.pass(Duration.ofHours(13));
    fetch(promised, BudgetBench.priced("0.30"));

    assertThat(bench.only().spent()).isEqualByComparingTo("0.30");
  }

  @Test
  void aResetInBetweenLeavesNothingToTakeBack() {
    PricedCall promised = promise();
    bench.clock.pass(Duration.ofMinutes(1));
    new BudgetDesk(bench.book, order -> {}, bench.clock).reset("daily", null, "ann");
    bench.clock.pass(Duration.ofMinutes(1));
    fetch(promised, BudgetBench.priced("0.30"));

    assertThat(bench.only().spent()).isEqualByComparingTo("0.30");
  }

  @Test
  void anAnswerWhoseCostNobodyKnowsLeavesThePromptAndIsSaid() {
    PricedCall promised = promise();
    fetch(promised, Cost.unpriced("no-usage"));

    assertThat(bench.only().spent()).isEqualByComparingTo("0.02");
    assertThat(bench.only().degraded()).contains("gpt-4o").contains("by their prompt only");
  }

  @Test
  void anAnswerThatNobodyFetchesInADayIsSaid() {
    PricedCall promised = promise();
    bench.clock.pass(PromisedCalls.KEPT.plusSeconds(1));
    PricedCall other = promise();

    assertThat(bench.only().degraded()).contains("by their prompt only");
    fetch(other, BudgetBench.priced("0.30"));
    assertThat(bench.only().spent()).isEqualByComparingTo("0.30");
    assertThat(promised.call().id()).isNotEqualTo(other.call().id());
  }

  @Test
  void anAnswerThatNobodyFetchesInADayIsSaidAlsoWhereNoOtherIsPromised() {
    promise();
    bench.clock.pass(PromisedCalls.KEPT.plusSeconds(1));
    bench
        .book
        .own()
        .settled(BudgetBench.ended(bench.clock.instant(), Outcome.COMPLETE, "0.10"), "shop");

    assertThat(bench.only().degraded()).contains("by their prompt only");
  }

  @Test
  void requestsAreCountedWhenTheyAreSent() {
    BudgetBench requests =
        new BudgetBench(RuleBuilder.of("calls", BudgetUnit.REQUESTS, "10").build());
    PricedCall promised = promise(requests);
    assertThat(requests.only().spent()).isEqualByComparingTo("1");
    requests
        .book
        .own()
        .settled(
            BudgetBench.fetched(promised, requests.clock.instant(), BudgetBench.priced("1")),
            "shop");

    assertThat(requests.only().spent()).isEqualByComparingTo("1");
  }

  @Test
  void settingsThatAreReadAgainLoseNoAnswer() {
    PricedCall promised = promise();
    PricedCall second = promise();
    BudgetRule weekly = RuleBuilder.of("weekly", BudgetUnit.USD, "10").build();
    bench.book.follow(List.of(BudgetBench.daily("2"), weekly));
    fetch(promised, BudgetBench.priced("0.30"));
    assertThat(spent("daily")).as("what was charged is known").isEqualByComparingTo("0.32");
    assertThat(spent("weekly")).as("it was charged nothing").isEqualByComparingTo("0.30");

    CalendarPeriod there = new CalendarPeriod(CalendarPeriod.Kind.DAY, ZoneId.of("Asia/Tokyo"));
    bench.book.follow(List.of(RuleBuilder.daily("2").per(there).build(), weekly));
    PricedCall fetched = fetch(second, BudgetBench.priced("0.40"));
    assertThat(spent("daily")).as("it begins anew").isEqualByComparingTo("0.40");
    assertThat(spent("weekly")).isEqualByComparingTo("0.70");
    HostReport past = bench.reports.get(bench.reports.size() - 1);
    assertThat(past.counted(fetched.call().id())).as("not from the ledger again").isTrue();
  }

  @Test
  void anAnswerThatWasPromisedBeforeAnyBudgetWasThereCounts() {
    fetch(BudgetBench.promised(BudgetBench.NOON), BudgetBench.priced("0.30"));

    assertThat(bench.only().spent()).isEqualByComparingTo("0.30");
  }

  @Test
  void anAnswerToASecondTryThatWasPromisedBeforeAnyBudgetWasThereCounts() {
    bench.clock.pass(Duration.ofHours(1));
    fetch(BudgetBench.promised(BudgetBench.NOON), BudgetBench.priced("0.30"));

    assertThat(bench.only().spent()).isEqualByComparingTo("0.30");
  }

  private PricedCall promise() {
    return promise(bench);
  }

  private static PricedCall promise(BudgetBench at) {
    BudgetBench.Call call = at.call(FORECAST, Caller.WAITS, "ann");
    assertThat(call.goes()).isTrue();
    PricedCall promised = BudgetBench.promised(at.clock.instant());
    call.settles(promised);
    return promised;
  }

  private PricedCall fetch(PricedCall promised, Cost cost) {
    PricedCall fetched = BudgetBench.fetched(promised, bench.clock.instant(), cost);
    bench.book.own().settled(fetched, "shop");
    return fetched;
  }

  private BigDecimal spent(String budget) {
    return bench.book.snapshots().stream()
        .filter(each -> each.name().equals(budget))
        .findFirst()
        .orElseThrow()
        .spent();
  }
}
