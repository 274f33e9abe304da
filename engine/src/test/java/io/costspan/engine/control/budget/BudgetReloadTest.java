// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.control.host.SharedLedger;
import io.costspan.engine.journal.JournalOptions;
import io.costspan.engine.journal.JournalSink;
import io.costspan.engine.meter.Outcome;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.passage.ControlOrder;
import io.costspan.engine.passage.ControlOrder.What;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.passage.Subject;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of what was counted when the settings are read again. */
class BudgetReloadTest {
  private static final Subject ANN =
      new Subject("openai", "gpt-4o", "chat", "api.openai.com", "shop", null, Map.of());
  private static final CalendarPeriod DAY_THERE =
      new CalendarPeriod(CalendarPeriod.Kind.DAY, ZoneId.of("Asia/Tokyo"));

  @TempDir Path home;

  private final BudgetBench bench = new BudgetBench(BudgetBench.daily("10"));

  @Test
  void aBudgetThatIsAddedIsToldWhatItsWindowHasSpent() {
    bench.knownAtOnce = false;
    bench.book.follow(List.of(BudgetBench.daily("10"), weekly("10").build()));
    assertThat(bench.sinces).hasSize(2).endsWith(Instant.parse("2026-06-01T00:00:00Z"));
    assertThat(named("weekly").degraded()).isEqualTo(ReadBack.NOT_YET);
    assertThat(named("daily").degraded()).as("it knows").isNull();

    HostReport past = bench.reports.get(1);
    past.spentElsewhere(BudgetBench.NOON.minusSeconds(60), ANN, new BigDecimal("6"), 9L);
    past.known();
    assertThat(named("weekly").spent()).isEqualByComparingTo("6");
    assertThat(named("weekly").degraded()).isNull();
    assertThat(named("daily").spent()).isZero();
    assertThat(bench.reached).as("it was reached long before").isEmpty();
  }

  @Test
  void untilThatIsKnownItFollowsItsOwnSettingAndNobodyElseDoes() {
    bench.knownAtOnce = false;
    BudgetRule weekly =
        weekly("10").matching(call -> team(call).equals("night")).blockingWhenDegraded().build();
    bench.book.follow(List.of(RuleBuilder.daily("10").blockingWhenDegraded().build(), weekly));

    assertThat(bench.of("day", "0.10").goes()).isTrue();
    assertThat(bench.of("night", "0.10").goes()).isFalse();
    assertThat(bench.refusals.get(0).code()).isEqualTo("budget_degraded");
    bench.reports.get(1).known();
    assertThat(bench.of("night", "0.10").goes()).isTrue();
  }

  @Test
  void aCallThatWaitsIsRefusedAtOnceWhenItsBudgetIsNotKnownAnyLonger() {
    BudgetBench strict = new BudgetBench(RuleBuilder.daily("1").blockingWhenDegraded().build());
    assertThat(strict.call("1").goes()).isTrue();
    CompletableFuture<Ruling> waits = strict.patient("0.40").waits();
    assertThat(waits).isNotDone();
    strict.host().degraded("the ledger is gone");

    assertThat(waits).isCompleted();
    assertThat(strict.refusals.get(0).code()).isEqualTo("budget_degraded");
  }

  @Test
  void callsInFlightCountInBudgetsThatBeganMeanwhileOnceAndWhereTheyMatch() {
    BudgetBench.Call before = bench.call("0.10");
    assertThat(before.goes()).isTrue();
    Instant start = bench.clock.instant();
    BudgetRule others =
        RuleBuilder.of("others", BudgetUnit.USD, "10")
            .matching(call -> team(call).equals("night"))
            .build();
    bench.book.follow(
        List.of(
            BudgetBench.daily("10"),
            weekly("10").build(),
            RuleBuilder.of("calls", BudgetUnit.REQUESTS, "10").build(),
            others));
    BudgetBench.Call after = bench.call("0.10");
    assertThat(after.goes()).isTrue();

    PricedCall first = BudgetBench.ended(start, Outcome.COMPLETE, "0.25");
    before.settles(first);
    PricedCall second = BudgetBench.ended(start.plusMillis(1), Outcome.COMPLETE, "0.50");
    after.settles(second);
    bench.book.own().settled(BudgetBench.ended(start, Outcome.ANSWERED, "0"), "shop");

    assertThat(named("daily").spent()).isEqualByComparingTo("0.75");
    assertThat(named("weekly").spent()).isEqualByComparingTo("0.75");
    assertThat(named("calls").spent()).isEqualByComparingTo("2");
    assertThat(named("others").spent()).isZero();
    HostReport past = bench.reports.get(1);
    assertThat(past.counted(first.call().id())).as("not from the ledger again").isTrue();
    assertThat(past.counted(second.call().id())).isTrue();
    assertThat(past.counted("0123456789abcdef")).isFalse();
  }

  @Test
  void aBudgetThatCountsByOtherRulesBeginsAnewAndIsToldAgain() {
    spend("2");
    for (RuleBuilder other :
        List.of(
            RuleBuilder.daily("10").per(DAY_THERE),
            RuleBuilder.daily("10").per(DAY_THERE).matching(call -> call.model() != null),
            RuleBuilder.of("daily", BudgetUnit.REQUESTS, "10"))) {
      bench.book.follow(List.of(other.build()));
      assertThat(bench.only().spent()).isZero();
      HostReport past = bench.reports.get(bench.reports.size() - 1);
      past.spentElsewhere(bench.clock.instant(), ANN, BigDecimal.ONE, 9L);
      assertThat(bench.only().spent()).isEqualByComparingTo("1");
    }
    assertThat(bench.reports).hasSize(4);
    assertThat(bench.reports.subList(0, 3)).as("nobody listens any longer").allMatch(this::isOver);
    assertThat(bench.reports.get(3).over()).isFalse();
  }

  @Test
  void anotherLimitOrLadderOrWebhookKeepsWhatWasCounted() {
    spend("2");
    bench.book.follow(
        List.of(
            RuleBuilder.daily("5")
                .at(new Ladder.Step(BigDecimal.TEN, List.of(new NotifyAction())))
                .webhook("http://x")
                .critical(call -> true)
                .unknownPriceBlocks()
                .build()));

    assertThat(bench.only().spent()).isEqualByComparingTo("2");
    assertThat(bench.reports).as("nothing to read").hasSize(1);
  }

  @Test
  void ordersOutliveARuleThatCountsOtherwise() {
    Instant now = bench.clock.instant();
    bench.host().ordered(order(What.PAUSE, null));
    bench
        .host()
        .ordered(
            new ControlOrder(
                now,
                "bob",
                What.OVERRIDE,
                "daily",
                null,
                null,
                BigDecimal.ONE,
                "USD",
                now.plusSeconds(60)));
    bench.book.follow(List.of(RuleBuilder.daily("10").per(DAY_THERE).build()));
    assertThat(bench.only().state()).isEqualTo(BudgetSnapshot.State.PAUSED);
    assertThat(bench.only().limit()).isEqualByComparingTo("11");

    bench.book.follow(List.of(RuleBuilder.of("daily", BudgetUnit.REQUESTS, "10").build()));
    assertThat(bench.only().state()).isEqualTo(BudgetSnapshot.State.PAUSED);
    assertThat(bench.only().limit()).as("a dollar is no request").isEqualByComparingTo("10");
  }

  @Test
  void anOverrideThatIsToldAgainFromTheLedgerKeepsItsUnit() {
    Instant now = bench.clock.instant();
    Instant until = now.plusSeconds(60);
    BudgetBench tokens =
        new BudgetBench(RuleBuilder.of("daily", BudgetUnit.TOKENS, "1000000").build());
    List<ControlOrder> ledger = new ArrayList<>();
    new BudgetDesk(tokens.book, ledger::add, tokens.clock)
        .override("daily", null, new BigDecimal("5000000"), until, "ann");
    assertThat(tokens.only().limit()).isEqualByComparingTo("6000000");

    bench.host().ordered(ledger.get(0));
    assertThat(bench.only().limit()).as("a token is no dollar").isEqualByComparingTo("10");
    bench
        .host()
        .ordered(
            new ControlOrder(
                now, "ann", What.OVERRIDE, "daily", null, null, BigDecimal.ONE, null, until));
    assertThat(bench.only().limit()).as("of whatever unit").isEqualByComparingTo("10");
  }

  @Test
  void anOrderForAValueIsNoneForValuesOfSomethingElse() {
    BudgetRule.Each users = new Named("tag.user");
    bench.host().ordered(orderOf("night", "tag.team"));
    assertThat(bench.book.snapshots()).as("it has no values").hasSize(1);

    bench.book.follow(List.of(RuleBuilder.daily("10").each(users).build()));
    HostReport host = bench.reports.get(bench.reports.size() - 1);
    host.ordered(orderOf("night", "tag.team"));
    assertThat(bench.of("night", "0.10").goes()).isTrue();
    host.ordered(orderOf("night", "tag.user"));
    assertThat(bench.of("night", "0.10").goes()).isFalse();
  }

  private ControlOrder orderOf(String scope, String each) {
    return new ControlOrder(
        bench.clock.instant(), "bob", What.PAUSE, "daily", scope, each, null, null, null);
  }

  private record Named(String of) implements BudgetRule.Each {
    @Override
    public String apply(Subject subject) {
      return team(subject);
    }
  }

  @Test
  void anOrderForOneValueStandsForAnAccountThatBeginsAnew() {
    RuleBuilder perTeam = RuleBuilder.daily("10").each(BudgetReloadTest::team);
    bench.book.follow(List.of(perTeam.build()));
    bench.reports.get(1).ordered(order(What.PAUSE, "night"));
    bench.book.follow(List.of(perTeam.per(DAY_THERE).build()));

    assertThat(bench.of("night", "0.10").goes()).isFalse();
    assertThat(bench.of("day", "0.10").goes()).isTrue();
  }

  @Test
  void anOrderThatIsToldAgainUndoesNothing() {
    ControlOrder reset = order(What.RESET, null);
    bench.host().ordered(reset);
    bench.host().spentElsewhere(BudgetBench.NOON, ANN, BigDecimal.ONE, 9L);
    bench.clock.pass(Duration.ofMinutes(1));
    spend("1");
    bench.host().ordered(reset);

    assertThat(bench.only().spent()).isEqualByComparingTo("2");
  }

  /** A ledger that is written all the while, and budgets that are read back from it. */
  @Test
  @Timeout(120)
  void nothingIsLostAndNothingCountsTwiceWhileCallsEndAndSettingsChange() throws Exception {
    JournalSink sink =
        new JournalSink(new JournalOptions(home, "shop", 1 << 20, 1 << 24, Duration.ofDays(9)));
    BudgetBook book =
        new BudgetBook(Clock.systemUTC(), step -> {}, SharedLedger.of(sink).spending());
    BudgetBench running = new BudgetBench(book, sixHours(0));
    Queue<BudgetBench.Call> flying = new ArrayDeque<>();
    Queue<Instant> starts = new ArrayDeque<>();
    int calls = 0;
    for (int reload = 1; reload <= 20; reload++) {
      for (int i = 0; i < 200; i++) {
        BudgetBench.Call call = running.call("0.01");
        starts.add(Instant.now());
        assertThat(call.goes()).isTrue();
        flying.add(call);
        calls++;
        if (flying.size() > 30) {
          end(flying.remove(), starts.remove(), sink);
        }
      }
      book.follow(List.of(sixHours(reload)));
    }
    while (!flying.isEmpty()) {
      end(flying.remove(), starts.remove(), sink);
    }
    while (book.unknown() != null) {
      Thread.sleep(5);
    }

    assertThat(running.only().spent()).isEqualByComparingTo(new BigDecimal(calls).movePointLeft(2));
    sink.close();
  }

  private static void end(BudgetBench.Call call, Instant start, JournalSink sink) {
    PricedCall priced = BudgetBench.ended(start, Outcome.COMPLETE, "0.01");
    call.settles(priced);
    sink.settled(priced);
  }

  private static BudgetRule sixHours(int more) {
    return RuleBuilder.daily("1000")
        .per(new RollingPeriod(Duration.ofMinutes(360 + more), ZoneOffset.UTC))
        .build();
  }

  private static RuleBuilder weekly(String limit) {
    return RuleBuilder.of("weekly", BudgetUnit.USD, limit)
        .per(new CalendarPeriod(CalendarPeriod.Kind.WEEK, ZoneOffset.UTC));
  }

  private static String team(Subject subject) {
    return subject.tags().getOrDefault("team", "(none)");
  }

  private boolean isOver(HostReport report) {
    return report.over();
  }

  private ControlOrder order(What what, String scope) {
    String each = scope == null ? null : "";
    return new ControlOrder(
        bench.clock.instant(), "bob", what, "daily", scope, each, null, null, null);
  }

  private void spend(String usd) {
    BudgetBench.Call call = bench.call("0.0001");
    assertThat(call.goes()).isTrue();
    call.costs(usd);
  }

  private BudgetSnapshot named(String name) {
    return bench.book.snapshots().stream()
        .filter(budget -> budget.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
