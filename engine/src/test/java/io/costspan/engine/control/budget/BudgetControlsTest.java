// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.Caller;
import io.costspan.engine.passage.Forecast;
import io.costspan.engine.passage.Refusal;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.usage.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BudgetControlsTest {

  @Test
  void holdsTheForecastAndSettlesTheCost() {
    BudgetBench bench = new BudgetBench(BudgetBench.daily("1"));
    BudgetBench.Call call = bench.call("0.30");

    assertThat(call.goes()).isTrue();
    assertThat(bench.only().reserved()).isEqualByComparingTo("0.30");
    assertThat(bench.only().spent()).isZero();

    call.costs("0.25");
    call.costs("0.25");
    call.passage.lost();
    assertThat(bench.only().reserved()).isZero();
    assertThat(bench.only().spent()).isEqualByComparingTo("0.25");
    assertThat(bench.only().holds()).isZero();
  }

  @Test
  void refusesWhatWouldPassTheLimitAndSaysAllAboutIt() {
    BudgetBench bench = new BudgetBench(BudgetBench.daily("1"));
    BudgetBench.Call first = bench.call("0.90");
    assertThat(first.goes()).isTrue();
    first.costs("1");

    Ruling ruling = bench.call("0.20").admit();

    assertThat(ruling).isInstanceOf(Ruling.Refused.class);
    assertThat(((Ruling.Refused) ruling).handling().code()).isEqualTo("budget_exceeded");
    Refusal refusal = bench.refusals.get(0);
    assertThat(refusal.rule()).isEqualTo("daily");
    assertThat(refusal.limit()).isEqualTo("1");
    assertThat(refusal.spent()).isEqualTo("1");
    assertThat(refusal.reserved()).isEqualTo("0");
    assertThat(refusal.requested()).isEqualTo("0.2");
    assertThat(refusal.resetsAt()).hasToString("2026-06-02T00:00Z");
    assertThat(refusal.retryAfter()).as("waiting does not help").isNull();
  }

  @Test
  void givesBackWhatIsWithdrawnOrNotSent() {
    BudgetBench bench = new BudgetBench(BudgetBench.daily("1"));
    BudgetBench.Call withdrawn = bench.call("0.60");
    assertThat(withdrawn.goes()).isTrue();
    withdrawn.passage.withdraw();
    withdrawn.passage.withdraw();
    assertThat(bench.only().reserved()).isZero();

    BudgetBench.Call unsent = bench.call("0.60");
    assertThat(unsent.goes()).isTrue();
    unsent.ends(BudgetBench.priced("0"), Usage.NONE, false, false);
    assertThat(bench.only().reserved()).isZero();
    assertThat(bench.only().spent()).isZero();

    BudgetBench.Call early = bench.call("0.60");
    early.passage.withdraw();
    assertThat(early.goes()).isTrue();
    assertThat(bench.only().reserved()).as("withdrawn before it asked").isZero();
  }

  @Test
  void cutsTheLastHoldToWhatIsLeftForOneCallAtATime() {
    BudgetBench bench = new BudgetBench(BudgetBench.daily("0.05"));

    assertThat(bench.call("0.08").goes()).as("else a small budget would starve").isTrue();
    assertThat(bench.only().reserved()).isEqualByComparingTo("0.05");
    assertThat(bench.call("0.01").goes()).isFalse();
  }

  @Test
  void cutsNoHoldBelowWhatIsSureOfACall() {
    BudgetBench bench = new BudgetBench(BudgetBench.daily("0.05"));
    Forecast dear = new Forecast(0, 0, new BigDecimal("0.08"), new BigDecimal("0.06"));

    assertThat(bench.call(dear, Caller.WAITS, "ann").goes()).isFalse();
    assertThat(bench.reached).as("the call is too large, and nothing is used up").isEmpty();
  }

  @Test
  void waitsWhereOnlyHoldsAreInTheWay() {
    BudgetBench bench = new BudgetBench(BudgetBench.daily("1"));
    BudgetBench.Call first = bench.call("1");
    assertThat(first.goes()).isTrue();
    BudgetBench.Call second = bench.patient("0.40");
    BudgetBench.Call third = bench.patient("0.40");
    CompletableFuture<Ruling> secondRuling = second.waits();
    CompletableFuture<Ruling> thirdRuling = third.waits();
    assertThat(bench.only().waiting()).isEqualTo(2);

    first.costs("0.50");

    assertThat(secondRuling).isCompletedWithValue(Ruling.GO);
    assertThat(thirdRuling).as("what is left is cut for it").isCompletedWithValue(Ruling.GO);
    assertThat(bench.only().reserved()).isEqualByComparingTo("0.50");
    assertThat(bench.alarm.set()).isZero();
  }

  @Test
  void refusesAfterTheWaitAndSaysToComeAgain() {
    BudgetBench bench = new BudgetBench(BudgetBench.daily("1"));
    assertThat(bench.call("1").goes()).isTrue();
    CompletableFuture<Ruling> ruling = bench.patient("0.40").waits();

    bench.alarm.ringAll();

    assertThat(ruling).isCompleted();
    assertThat(bench.refusals.get(0).retryAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(bench.only().waiting()).isZero();
    assertThat(bench.only().lastStep()).as("nothing is used up yet").isZero();
  }

  @Test
  void refusesAtOnceOnAThreadThatGoesOn() {
    BudgetBench bench = new BudgetBench(BudgetBench.daily("1"));
    assertThat(bench.call("1").goes()).isTrue();

    assertThat(bench.call("0.40").admit()).isInstanceOf(Ruling.Refused.class);
    assertThat(bench.refusals.get(0).retryAfter()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void endsAWaitThatIsWithdrawn() {
    BudgetBench bench = new BudgetBench(BudgetBench.daily("1"));
    BudgetBench.Call first = bench.call("1");
    assertThat(first.goes()).isTrue();
    BudgetBench.Call second = bench.patient("0.40");
    CompletableFuture<Ruling> ruling = second.waits();

    second.passage.withdraw();

    assertThat(ruling).isCompleted();
    first.costs("0");
    assertThat(bench.only().reserved()).isZero();
  }

  @Test
  void givesBackAHoldThatNobodySettlesAndStillCountsItsCost() {
    BudgetBench bench = new BudgetBench(BudgetBench.daily("1"));
    BudgetBench.Call lost = bench.call("0.90");
    assertThat(lost.goes()).isTrue();

    bench.clock.pass(HoldBook.HOLD);
    assertThat(bench.only().reserved()).isZero();
    assertThat(bench.call("0.90").goes()).isTrue();

    lost.costs("0.80");
    assertThat(bench.only().spent()).isEqualByComparingTo("0.80");
    assertThat(bench.only().reserved()).isEqualByComparingTo("0.90");
  }

  @Test
  void countsEachValueOnItsOwn() {
    BudgetBench bench =
        new BudgetBench(
            RuleBuilder.daily("1")
                .each(subject -> subject.tags().getOrDefault("team", "(none)"))
                .build());
    BudgetBench.Call search = bench.of("search", "0.50");
    assertThat(search.goes()).isTrue();
    search.costs("1.10");

    assertThat(bench.of("search", "0.10").goes()).isFalse();
    assertThat(bench.of("chat", "0.10").goes()).isTrue();
    assertThat(bench.refusals.get(0).scope()).isEqualTo("search");
  }

  @Test
  void goesOnWithWhatItKnowsUnderARuleReadAgain() {
    BudgetBench bench = new BudgetBench(BudgetBench.daily("1"));
    BudgetBench.Call call = bench.call("0.50");
    assertThat(call.goes()).isTrue();
    call.costs("0.90");

    bench.book.follow(List.of(BudgetBench.daily("2")));
    assertThat(bench.only().spent()).isEqualByComparingTo("0.90");
    assertThat(bench.call("0.80").goes()).isTrue();
  }

  @Test
  void startsAnewAtMidnight() {
    BudgetBench bench = new BudgetBench(BudgetBench.daily("1"));
    BudgetBench.Call call = bench.call("0.50");
    assertThat(call.goes()).isTrue();
    call.costs("1.20");
    assertThat(bench.call("0.10").goes()).isFalse();

    bench.clock.pass(Duration.ofHours(12));

    assertThat(bench.call("0.10").goes()).isTrue();
    assertThat(bench.only().spent()).isZero();
  }
}
