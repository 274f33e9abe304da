// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.Caller;
import io.costspan.engine.passage.Forecast;
import io.costspan.engine.passage.Settlement;
import io.costspan.engine.passage.Subject;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.ResponseFacts.ModelUsage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What budgets count of a call, and what they say where they cannot. */
class BudgetCountsTest {
  private static final Subject ANN =
      new Subject("openai", "gpt-4o", "chat", "api.openai.com", "shop", null, Map.of());

  @Test
  void countsAnAnswerThatWasGivenUpForItsPromptAtLeast() {
    BudgetBench bench = new BudgetBench(BudgetBench.daily("1"));
    Forecast forecast = new Forecast(500, 90, new BigDecimal("0.08"), new BigDecimal("0.02"));
    BudgetBench.Call abandoned = bench.call(forecast, Caller.WAITS, "ann");
    assertThat(abandoned.goes()).isTrue();
    abandoned.ends(null, Usage.NONE, false, true);
    assertThat(bench.only().spent()).isEqualByComparingTo("0.02");

    BudgetBench.Call silent = bench.call(forecast, Caller.WAITS, "ann");
    assertThat(silent.goes()).isTrue();
    silent.ends(null, Usage.NONE, true, true);
    assertThat(bench.only().spent()).as("as estimated").isEqualByComparingTo("0.10");
    assertThat(bench.only().degraded()).contains("gpt-4o").contains("does not say");

    BudgetBench.Call untold = bench.call(forecast, Caller.WAITS, "ann");
    assertThat(untold.goes()).isTrue();
    untold.passage.lost();
    assertThat(bench.only().spent()).isEqualByComparingTo("0.18");
  }

  @Test
  void saysOnceThatItCannotHoldAModelWithoutAPrice() {
    BudgetBench bench = new BudgetBench(BudgetBench.daily("1"));
    for (int i = 0; i < 3; i++) {
      BudgetBench.Call call = bench.call(new Forecast(10, 10, null, null), Caller.WAITS, "ann");
      assertThat(call.goes()).isTrue();
      call.ends(null, BudgetBench.tokens(10, 10), true, true);
    }

    assertThat(bench.only().uncounted()).isEqualTo(3);
    assertThat(bench.only().spent()).isZero();
    assertThat(bench.only().degraded()).isEqualTo("no price is known for model 'gpt-4o' of openai");
  }

  @Test
  void saysThatItCouldNotDecideAboutACallAndLetsItGoUncountedByItAlone() {
    for (RuleBuilder broken :
        List.of(
            unsure().matching(BudgetCountsTest::fails),
            unsure().mayMatch(BudgetCountsTest::fails).matching(BudgetCountsTest::fails),
            unsure().critical(BudgetCountsTest::fails),
            unsure().each(call -> String.valueOf(fails(call))))) {
      BudgetBench bench = new BudgetBench(broken.build(), BudgetBench.daily("1"));
      BudgetBench.Call call = bench.call("0.10");
      assertThat(call.goes()).isTrue();
      assertThat(bench.call("0.10").goes()).isTrue();
      call.costs("0.15");
      bench.host().spentElsewhere(BudgetBench.NOON, ANN, new BigDecimal("0.20"), 9L);

      assertThat(bench.faults("unsure")).contains("could not decide").contains("ours");
      assertThat(bench.book.snapshots())
          .filteredOn(budget -> budget.name().equals("daily"))
          .singleElement()
          .satisfies(budget -> assertThat(budget.spent()).isEqualByComparingTo("0.35"))
          .satisfies(budget -> assertThat(budget.degraded()).isNull());
    }
  }

  @Test
  void refusesACallThatItCannotDecideAboutWhereItsOwnerSaysSo() {
    BudgetBench bench =
        new BudgetBench(
            BudgetBench.daily("1"),
            unsure().matching(BudgetCountsTest::fails).blockingWhenDegraded().build());

    assertThat(bench.call("0.10").goes()).isFalse();
    assertThat(bench.refusals.get(0).code()).isEqualTo("budget_degraded");
    assertThat(bench.refusals.get(0).rule()).isEqualTo("unsure");
    assertThat(bench.book.snapshots().get(0).reserved()).as("nothing is held").isZero();
  }

  private static RuleBuilder unsure() {
    return RuleBuilder.of("unsure", BudgetUnit.USD, "1");
  }

  private static boolean fails(Subject call) {
    throw new IllegalStateException("ours, about " + call.model());
  }

  @Test
  void countsACallWhoseForecastFailed() {
    BudgetBench bench = new BudgetBench(BudgetBench.daily("1"));
    BudgetBench.Call call =
        bench.call(
            () -> {
              throw new IllegalStateException("ours");
            },
            "gpt-4o");
    assertThat(call.goes()).isTrue();
    assertThat(bench.only().holds()).isEqualTo(1);
    assertThat(bench.only().degraded()).contains("gpt-4o").contains("cannot be told");

    call.costs("0.30");
    assertThat(bench.only().spent()).isEqualByComparingTo("0.30");
    assertThat(bench.only().holds()).isZero();
  }

  @Test
  void saysThatItCannotTellWhichModelACallAsksFor() {
    BudgetBench bench =
        new BudgetBench(
            RuleBuilder.daily("1").matching(subject -> "gpt-4o".equals(subject.model())).build());
    Forecast forecast = new Forecast(0, 0, new BigDecimal("0.10"), BigDecimal.ZERO);
    assertThat(bench.call(() -> forecast, "o3").goes()).isTrue();
    assertThat(bench.only().degraded()).as("another model is no fault").isNull();

    assertThat(bench.call(() -> forecast, null).goes()).isTrue();
    assertThat(bench.only().degraded())
        .isEqualTo("which model a call of openai asks for cannot be told");
  }

  @Test
  void refusesOrAssumesAPriceWhereItsOwnerSaysSo() {
    BudgetBench strict = new BudgetBench(RuleBuilder.daily("1").unknownPriceBlocks().build());
    Forecast priceless = new Forecast(10, 10, null, null);
    assertThat(strict.call(priceless, Caller.WAITS, "ann").goes()).isFalse();
    assertThat(strict.refusals.get(0).code()).isEqualTo("budget_unknown_price");
    strict.pricesRead = false;
    assertThat(strict.call(priceless, Caller.WAITS, "ann").goes())
        .as("until the prices are read nobody can tell")
        .isTrue();
    assertThat(strict.only().reserved()).isEqualByComparingTo(Estimate.BEFORE_PRICES);

    BudgetBench assuming = new BudgetBench(RuleBuilder.daily("1").unknownPriceIs("0.40").build());
    BudgetBench.Call call = assuming.call(priceless, Caller.WAITS, "ann");
    assertThat(call.goes()).isTrue();
    call.ends(null, BudgetBench.tokens(10, 10), true, true);
    assertThat(assuming.only().spent()).isEqualByComparingTo("0.40");
    assertThat(assuming.only().degraded()).as("it holds, as its owner asked for").isNull();
  }

  @Test
  void takesFromAllBudgetsOverACallOrFromNone() {
    BudgetRule small = BudgetBench.daily("0.30");
    BudgetRule calls =
        BudgetRule.of("calls", BudgetUnit.REQUESTS, new BigDecimal("1"), BudgetBench.DAY);
    BudgetBench bench = new BudgetBench(small, calls);
    assertThat(bench.call("0.10").goes()).isTrue();

    assertThat(bench.call("0.10").goes()).isFalse();

    assertThat(bench.book.snapshots())
        .extracting(BudgetSnapshot::name, snapshot -> snapshot.reserved().toPlainString())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("daily", "0.10"),
            org.assertj.core.groups.Tuple.tuple("calls", "1"));
  }

  @Test
  void countsTokensAsTheProviderDoes() {
    BudgetBench bench =
        new BudgetBench(
            BudgetRule.of("tokens", BudgetUnit.TOKENS, new BigDecimal("1000"), BudgetBench.DAY));
    BudgetBench.Call call = bench.call(new Forecast(300, 100, null, null), Caller.WAITS, "ann");
    assertThat(call.goes()).isTrue();
    assertThat(bench.only().reserved()).isEqualByComparingTo("400");
    call.ends(null, BudgetBench.tokens(310, 250), true, true);
    assertThat(bench.only().spent()).isEqualByComparingTo("560");
    assertThat(bench.only().degraded()).as("tokens need no price").isNull();

    BudgetBench.Call failed = bench.call(new Forecast(300, 100, null, null), Caller.WAITS, "ann");
    assertThat(failed.goes()).isTrue();
    failed.ends(BudgetBench.priced("0"), Usage.NONE, true, true);
    assertThat(bench.only().spent()).isEqualByComparingTo("560");
  }

  @Test
  void countsTheTokensOfModelsThatStoodBehind() {
    BudgetBench bench =
        new BudgetBench(
            BudgetRule.of("tokens", BudgetUnit.TOKENS, new BigDecimal("1000"), BudgetBench.DAY));
    BudgetBench.Call call = bench.call(new Forecast(300, 100, null, null), Caller.WAITS, "ann");
    assertThat(call.goes()).isTrue();
    call.passage.settled(
        new Settlement(
            "",
            BudgetBench.priced("1"),
            BudgetBench.tokens(310, 50),
            List.of(new ModelUsage("advisor", BudgetBench.tokens(200, 40))),
            200,
            true,
            true,
            null));
    assertThat(bench.only().spent()).isEqualByComparingTo("600");
  }

  @Test
  void whoseHoldKeepsOutTheNextOfItsKindIsSettledAtOnce() {
    BudgetBench bench = new BudgetBench(BudgetBench.daily("1"));
    BudgetBench.Call first = bench.call("0.40");
    assertThat(first.goes()).isTrue();
    BudgetBench.Call second = bench.call("0.40");
    assertThat(second.goes()).isTrue();
    BudgetBench.Call cut = bench.call("0.40");
    assertThat(cut.goes()).isTrue();

    assertThat(first.passage.pressing()).isFalse();
    assertThat(second.passage.pressing()).isTrue();
    assertThat(cut.passage.pressing()).isTrue();
  }
}
