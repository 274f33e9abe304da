// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.engine.live.Board;
import io.costspan.engine.passage.ControlOrder;
import io.costspan.engine.passage.ControlOrder.What;
import io.costspan.engine.passage.Subject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BudgetDeskTest {
  private static final Subject ANN =
      new Subject("openai", "gpt-4o", "chat", "api.openai.com", "shop", null, Map.of());

  private final List<ControlOrder> log = new ArrayList<>();
  private final BudgetBench bench = new BudgetBench(BudgetBench.daily("1"));
  private final Board board = new Board();

  BudgetDeskTest() {
    new BudgetBoard(new BudgetDesk(bench.book, log::add, bench.clock), bench.clock).on(board);
  }

  @Test
  void givesMoreForAWhileAndWritesItDown() {
    spend("1");
    assertThat(bench.call("0.50").goes()).isFalse();

    String done = perform("override", Map.of("budget", "daily", "amount", "2 USD", "until", "2h"));

    assertThat(done).isEqualTo("budget 'daily' has 2 USD more until 2026-06-01T14:00:00Z");
    assertThat(bench.only().limit()).isEqualByComparingTo("3");
    assertThat(bench.call("0.50").goes()).isTrue();
    assertThat(log).hasSize(1);
    assertThat(log.get(0).who()).isEqualTo("ann");
    assertThat(log.get(0).what()).isEqualTo(ControlOrder.What.OVERRIDE);

    bench.clock.pass(Duration.ofHours(2));
    assertThat(bench.only().limit()).isEqualByComparingTo("1");
    assertThat(bench.only().override()).isNull();
  }

  @Test
  void understandsUntilWhenAsUsersSayIt() {
    Instant noon = BudgetBench.NOON;
    java.time.ZoneId berlin = java.time.ZoneId.of("Europe/Berlin");
    assertThat(UntilTime.of("18:00", noon, berlin)).isEqualTo("2026-06-01T16:00:00Z");
    assertThat(UntilTime.of("09:00", noon, berlin)).isEqualTo("2026-06-02T07:00:00Z");
    assertThat(UntilTime.of("2026-06-03T00:00:00Z", noon, berlin))
        .isEqualTo("2026-06-03T00:00:00Z");
    assertThatThrownBy(() -> UntilTime.of("soon", noon, berlin))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("accepted");
    perform("override", Map.of("budget", "daily", "amount", "$1"));
    assertThat(bench.only().overrideUntil())
        .as("the end of the window")
        .isEqualTo("2026-06-02T00:00:00Z");
  }

  @Test
  void countsFromNothingAfterAReset() {
    spend("1");
    assertThat(perform("reset", Map.of("budget", "daily")))
        .isEqualTo("budget 'daily' counts from nothing");

    assertThat(bench.only().spent()).isZero();
    assertThat(bench.call("0.50").goes()).isTrue();
    bench.host().spentElsewhere(bench.clock.instant().minusSeconds(1), ANN, BigDecimal.ONE, 1L);
    assertThat(bench.only().spent()).as("what was spent before it is told late").isZero();
  }

  @Test
  void pausesAndGoesOn() {
    perform("pause", Map.of("budget", "daily"));
    assertThat(bench.call("0.10").goes()).isFalse();
    assertThat(bench.refusals.get(0).code()).isEqualTo("budget_paused");
    assertThat(bench.only().state()).isEqualTo(BudgetSnapshot.State.PAUSED);

    perform("resume", Map.of("budget", "daily"));
    assertThat(bench.call("0.10").goes()).isTrue();
  }

  @Test
  void takesAnOrderForAValueThatHasNotCalledYet() {
    BudgetBench teams = new BudgetBench(RuleBuilder.daily("1").each(new ByTeam()).build());
    BudgetDesk desk = new BudgetDesk(teams.book, log::add, teams.clock);

    assertThat(desk.pause("daily", "SEARCH", "ann"))
        .as("in the case that calls are counted in")
        .isEqualTo("budget 'daily' for 'search' is paused");

    assertThat(log.get(0).scope()).isEqualTo("search");
    assertThat(teams.of("search", "0.10").goes()).isFalse();
    assertThat(teams.of("chat", "0.10").goes()).isTrue();
    desk.resume("daily", "search", "ann");
    assertThat(teams.of("search", "0.10").goes()).isTrue();
    assertThatThrownBy(() -> desk.pause("daily", "one too many", "ann"))
        .hasMessage("budget 'daily' counts 'one too many' as (other), with others");
  }

  /** Has room for short names only. */
  private static final class ByTeam implements BudgetRule.Each {
    @Override
    public String apply(Subject subject) {
      return named(subject.tags().getOrDefault("team", "(none)"));
    }

    @Override
    public String named(String said) {
      return said.length() > 8 ? "(other)" : said.toLowerCase(java.util.Locale.ROOT);
    }
  }

  @Test
  void saysWhatItCannotDo() {
    assertThatThrownBy(() -> perform("pause", Map.of("budget", "weekly")))
        .hasMessage("no budget 'weekly'; there is daily");
    assertThatThrownBy(() -> perform("reset", Map.of("budget", "daily", "value", "eve")))
        .hasMessage("budget 'daily' counts all calls together, and has no value 'eve'");
    assertThatThrownBy(() -> perform("override", Map.of("budget", "daily", "amount", "a lot")))
        .hasMessageContaining("is no amount of this budget");
    assertThatThrownBy(() -> perform("override", Map.of("budget", "daily", "amount", "-1")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(log).isEmpty();
  }

  @Test
  void showsAPauseThoughTheBudgetIsUsedUp() {
    spend("1.00");
    assertThat(bench.only().state()).isEqualTo(BudgetSnapshot.State.USED_UP);

    perform("pause", Map.of("budget", "daily"));
    assertThat(bench.only().state()).isEqualTo(BudgetSnapshot.State.PAUSED);
  }

  @Test
  void showsEveryBudgetOnTheBoard() {
    spend("0.60");

    assertThat(board.rows("budgets").get(0))
        .containsEntry("budget", "daily")
        .containsEntry("spent", "0.6")
        .containsEntry("limit", "1")
        .containsEntry("state", "open")
        .containsEntry("step", "50%");
  }

  @Test
  void followsItsSettingWhileItIsNotKnownWhatWasSpent() {
    bench.host().degraded("the ledger is gone");
    assertThat(bench.call("0.10").goes()).as("open unless its owner says otherwise").isTrue();
    assertThat(bench.only().degraded()).isEqualTo("the ledger is gone");

    bench.book.follow(List.of(RuleBuilder.daily("1").blockingWhenDegraded().build()));
    assertThat(bench.call("0.10").goes()).isFalse();
    assertThat(bench.refusals.get(0).code()).isEqualTo("budget_degraded");
    bench.host().known();
    assertThat(bench.call("0.10").goes()).isTrue();
  }

  @Test
  void takesWhatWasSpentBeforeWithoutTellingOfItAgain() {
    BudgetBench fresh = BudgetBench.whosePastIsNotKnown(BudgetBench.daily("1"));
    assertThat(fresh.sinces).containsExactly(Instant.parse("2026-06-01T00:00:00Z"));
    assertThat(fresh.book.unknown()).isNotNull();

    HostReport host = fresh.host();
    host.spentElsewhere(
        BudgetBench.NOON.minus(Duration.ofHours(1)), ANN, new BigDecimal("0.6"), 9L);
    host.spentElsewhere(BudgetBench.NOON.minus(Duration.ofDays(1)), ANN, new BigDecimal("9"), 9L);
    host.known();
    assertThat(fresh.only().spent()).isEqualByComparingTo("0.6");
    assertThat(fresh.reached).as("it was told before this JVM began").isEmpty();

    host.spentElsewhere(BudgetBench.NOON, ANN, new BigDecimal("0.25"), 9L);
    assertThat(fresh.reached).hasSize(1);
  }

  @Test
  void aResetOfBeforeLeavesWhatWasSpentAfterIt() {
    spend("0.3");
    bench.clock.pass(Duration.ofSeconds(1));
    Instant reset = bench.clock.instant();
    bench.clock.pass(Duration.ofMillis(500));
    spend("0.1");
    bench.host().ordered(order(What.RESET, reset));
    assertThat(bench.only().spent()).as("heard of a moment later").isEqualByComparingTo("0.1");

    bench.host().spentElsewhere(reset.minusSeconds(60), ANN, new BigDecimal("0.5"), 9L);
    bench.host().spentElsewhere(reset.plusMillis(100), ANN, new BigDecimal("0.2"), 9L);
    assertThat(bench.only().spent()).isEqualByComparingTo("0.3");
  }

  @Test
  void anEarlierOrderDoesNotReplaceALaterOne() {
    Instant now = bench.clock.instant();
    bench.host().ordered(order(What.PAUSE, now.minusSeconds(10)));
    assertThat(bench.only().state()).isEqualTo(BudgetSnapshot.State.PAUSED);
    bench.host().ordered(order(What.RESUME, now.minusSeconds(5)));
    bench.host().ordered(order(What.PAUSE, now.minusSeconds(7)));
    assertThat(bench.only().state()).isEqualTo(BudgetSnapshot.State.OPEN);

    Instant until = now.plusSeconds(60);
    bench.host().ordered(override(now.minusSeconds(5), "3", until));
    bench.host().ordered(override(now.minusSeconds(6), "7", until));
    assertThat(bench.only().limit()).isEqualByComparingTo("4");
  }

  @Test
  void anAccountOpenedLaterIsOrderedAsTheLatestOrdersSay() {
    Budget budget = new Budget(BudgetBench.daily("1"), new ReadBack(bench.book), bench.clock);
    Instant now = bench.clock.instant();
    budget.ordered(order(What.RESUME, now.minusSeconds(5)), bench.holds);
    budget.ordered(order(What.PAUSE, now.minusSeconds(7)), bench.holds);
    budget.ordered(override(now.minusSeconds(5), "3", now.plusSeconds(60)), bench.holds);
    budget.ordered(override(now.minusSeconds(6), "7", now.plusSeconds(60)), bench.holds);

    BudgetSnapshot fresh = bench.holds.with(budget.open("ann"), known -> known.snapshot(null));
    assertThat(fresh.state()).isEqualTo(BudgetSnapshot.State.OPEN);
    assertThat(fresh.limit()).isEqualByComparingTo("4");
  }

  @Test
  void anOrderGivenUnderAClockPutBackIsFollowedAllTheSame() {
    perform("pause", Map.of("budget", "daily"));
    bench.clock.pass(Duration.ofMinutes(-30));
    perform("resume", Map.of("budget", "daily"));

    assertThat(bench.only().state()).isEqualTo(BudgetSnapshot.State.OPEN);
    assertThat(log.get(1).at()).isEqualTo(log.get(0).at());
  }

  @Test
  void whatIsSpentElsewhereWithoutAPriceOrAUsageIsAssumedOrUncounted() {
    BudgetBench assuming = new BudgetBench(RuleBuilder.daily("1").unknownPriceIs("0.40").build());
    assuming.host().spentElsewhere(BudgetBench.NOON, ANN, null, 9L);
    assertThat(assuming.only().spent()).isEqualByComparingTo("0.40");
    assertThat(assuming.only().uncounted()).isZero();

    BudgetBench tokens =
        new BudgetBench(
            BudgetRule.of("tokens", BudgetUnit.TOKENS, new BigDecimal("1000"), BudgetBench.DAY));
    tokens.host().spentElsewhere(BudgetBench.NOON, ANN, null, null);
    assertThat(tokens.only().spent()).isZero();
    assertThat(tokens.only().uncounted()).isEqualTo(1);
  }

  private static ControlOrder order(What what, Instant at) {
    return new ControlOrder(at, "bob", what, "daily", null, null, null, null, null);
  }

  private static ControlOrder override(Instant at, String amount, Instant until) {
    return new ControlOrder(
        at, "bob", What.OVERRIDE, "daily", null, null, new BigDecimal(amount), "USD", until);
  }

  private void spend(String usd) {
    BudgetBench.Call call = bench.call("0.0001");
    assertThat(call.goes()).isTrue();
    call.costs(usd);
  }

  private String perform(String operation, Map<String, String> arguments) {
    return board.perform(operation, arguments, "ann");
  }
}
