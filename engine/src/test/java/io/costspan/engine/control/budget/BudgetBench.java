// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.contract.Caller;
import io.costspan.contract.Verdict;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Asked;
import io.costspan.engine.passage.Forecast;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.Refusal;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.passage.Settlement;
import io.costspan.engine.passage.Subject;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.CostState;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.dialect.ApiDialect;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Budgets, with a clock and an alarm that a test moves. */
final class BudgetBench {
  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  static final Period DAY = new CalendarPeriod(CalendarPeriod.Kind.DAY, ZoneOffset.UTC);

  final MovedClock clock = new MovedClock(NOON);
  final HandAlarm alarm = new HandAlarm();
  final List<StepReached> reached = new ArrayList<>();
  final List<Refusal> refusals = Collections.synchronizedList(new ArrayList<>());
  final HoldBook holds = new HoldBook(clock, clock::nanos, alarm);
  final BudgetBook book;
  final BudgetControls controls;
  boolean pricesRead = true;

  BudgetBench(BudgetRule... rules) {
    this.book = new BudgetBook(holds, clock, reached::add);
    this.controls = opened(rules);
  }

  /** Of a book with a clock and an alarm of its own. */
  BudgetBench(BudgetBook book, BudgetRule... rules) {
    this.book = book;
    this.controls = opened(rules);
  }

  private BudgetControls opened(BudgetRule... rules) {
    book.follow(List.of(rules));
    book.share(HostSpending.NONE);
    return new BudgetControls(book, this::refuse, () -> pricesRead, SettledUsage.NONE);
  }

  static BudgetRule daily(String limit) {
    return RuleBuilder.daily(limit).build();
  }

  private Ruling.Refused refuse(Arrival arrival, Asked asked, Refusal refusal) {
    refusals.add(refusal);
    return new Ruling.Refused(
        new Verdict.Refuse(new IOException(refusal.message())),
        Handling.refused(refusal.rule(), refusal.code()));
  }

  /** A call whose cost is forecast, none of it sure. */
  Call call(String usd) {
    return call(new Forecast(0, 0, new BigDecimal(usd), BigDecimal.ZERO), Caller.GOES_ON, "ann");
  }

  Call patient(String usd) {
    return call(new Forecast(0, 0, new BigDecimal(usd), BigDecimal.ZERO), Caller.WAITS, "ann");
  }

  Call of(String team, String usd) {
    return call(new Forecast(0, 0, new BigDecimal(usd), BigDecimal.ZERO), Caller.GOES_ON, team);
  }

  Call call(Forecast forecast, Caller caller, String team) {
    return new Call(() -> forecast, caller, team, "gpt-4o");
  }

  /** A call of a model; of {@code null}, one whose body could not be read ahead. */
  Call call(Supplier<Forecast> forecast, @Nullable String model) {
    return new Call(forecast, Caller.GOES_ON, "ann", model);
  }

  BudgetSnapshot only() {
    List<BudgetSnapshot> all = book.snapshots();
    if (all.size() != 1) {
      throw new AssertionError("not one budget: " + all);
    }
    return all.get(0);
  }

  BudgetSnapshot of(String scope) {
    return book.snapshots().stream()
        .filter(snapshot -> snapshot.scope().equals(scope))
        .findFirst()
        .orElseThrow();
  }

  /** One call and its way past the budgets. */
  final class Call {
    private final Asked asked;
    final Passage passage;

    Call(Supplier<Forecast> forecast, Caller caller, String team, @Nullable String model) {
      Subject subject =
          new Subject("openai", null, "chat", "api.openai.com", "shop", null, Map.of("team", team));
      Endpoint endpoint =
          new Endpoint("openai", "chat", ApiDialect.OPENAI_CHAT, "api.openai.com", 443, null, null);
      Arrival arrival =
          new Arrival(endpoint, "POST", "https://x", name -> null, each -> {}, null, subject);
      this.asked =
          new Asked(subject.withModel(model), RequestFacts.UNKNOWN, null, caller, forecast);
      Passage concerned = controls.passage(arrival);
      if (concerned == null) {
        throw new AssertionError("no budget is over the call");
      }
      this.passage = concerned;
    }

    Ruling admit() {
      return passage.admit(asked);
    }

    boolean goes() {
      return admit() instanceof Ruling.Go;
    }

    CompletableFuture<Ruling> waits() {
      return ((Ruling.Wait) admit()).then().toCompletableFuture();
    }

    List<String> costs(String usd) {
      return passage.settled(settlement(priced(usd), Usage.NONE, true, true));
    }

    List<String> ends(@Nullable Cost cost, Usage usage, boolean whole, boolean sent) {
      return passage.settled(
          settlement(cost == null ? Cost.unpriced("unknown-model") : cost, usage, whole, sent));
    }
  }

  static Usage tokens(long input, long output) {
    return Usage.builder().set(Unit.INPUT, input).set(Unit.OUTPUT, output).build();
  }

  static Cost priced(String usd) {
    BigDecimal amount = new BigDecimal(usd);
    return new Cost(CostState.PRICED, amount, amount, Map.of(), null, null, null, null);
  }

  private static Settlement settlement(Cost cost, Usage usage, boolean whole, boolean sent) {
    return new Settlement(cost, usage, sent ? 200 : 0, whole, sent, null);
  }
}
