// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.contract.Caller;
import io.costspan.contract.Verdict;
import io.costspan.engine.meter.CallRecord;
import io.costspan.engine.meter.Outcome;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.meter.Timing;
import io.costspan.engine.meter.TraceLink;
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
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.dialect.ApiDialect;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Budgets, with a clock and an alarm that a test moves. */
final class BudgetBench {
  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  static final Period DAY = new CalendarPeriod(CalendarPeriod.Kind.DAY, ZoneOffset.UTC);

  private static final Endpoint ENDPOINT =
      new Endpoint("openai", "chat", ApiDialect.OPENAI_CHAT, "api.openai.com", 443, null, null);
  private static final Endpoint MODEL_IN_PATH =
      new Endpoint("openai", "chat", ApiDialect.OPENAI_CHAT, "api.openai.com", 443, "gpt-4o", null);
  private static final AtomicLong IDS = new AtomicLong();

  final MovedClock clock = new MovedClock(NOON);
  final HandAlarm alarm = new HandAlarm();
  final List<StepReached> reached = new ArrayList<>();
  final List<Refusal> refusals = Collections.synchronizedList(new ArrayList<>());
  final HoldBook holds = new HoldBook(clock, clock::nanos, alarm);
  final List<HostReport> reports = new ArrayList<>();
  final BudgetBook book;
  final BudgetControls controls;
  final List<Instant> sinces = new ArrayList<>();
  boolean pricesRead = true;
  boolean knownAtOnce;

  BudgetBench(BudgetRule... rules) {
    this(true, rules);
  }

  private BudgetBench(boolean knownAtOnce, BudgetRule... rules) {
    this.knownAtOnce = knownAtOnce;
    this.book = new BudgetBook(holds, clock, reached::add, this::share);
    this.controls = opened(rules);
  }

  /** Of a book with a clock and an alarm of its own. */
  BudgetBench(BudgetBook book, BudgetRule... rules) {
    this.book = book;
    this.controls = opened(rules);
  }

  /** Whose budgets are not told yet what was spent before. */
  static BudgetBench whosePastIsNotKnown(BudgetRule... rules) {
    return new BudgetBench(false, rules);
  }

  private BudgetControls opened(BudgetRule... rules) {
    book.follow(List.of(rules));
    return new BudgetControls(book, this::refuse, () -> pricesRead, SettledUsage.NONE);
  }

  private void share(Instant since, HostReport report) {
    sinces.add(since);
    reports.add(report);
    if (knownAtOnce) {
      report.known();
    }
  }

  /** By which the first budgets are told of their host. */
  HostReport host() {
    return reports.get(0);
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

  /** Why a budget cannot hold what it promises. */
  String faults(String budget) {
    return String.valueOf(book.budgets().get(budget).faults());
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
      Arrival arrival =
          new Arrival(ENDPOINT, "POST", "https://x", name -> null, each -> {}, null, subject);
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

    /** It is over, as the thread that settles tells of it. */
    void settles(PricedCall priced) {
      passage.settled(priced.settlement());
      book.own().settled(priced, "shop");
    }

    List<String> costs(String usd) {
      return passage.settled(settlement(priced(usd), Usage.NONE, true, true));
    }

    List<String> ends(@Nullable Cost cost, Usage usage, boolean whole, boolean sent) {
      return passage.settled(
          settlement(cost == null ? Cost.unpriced("unknown-model") : cost, usage, whole, sent));
    }
  }

  /** A call of 100 + 20 tokens whose id is that of no other. */
  static PricedCall ended(Instant start, Outcome outcome, String usd) {
    return ended(null, start, outcome, priced(usd));
  }

  /** Whose answer is fetched later. */
  static PricedCall promised(Instant start) {
    return ended(null, start, Outcome.PENDING, Cost.unpriced("background"));
  }

  /** The answer that was promised in another exchange, which was not the first try. */
  static PricedCall fetched(PricedCall promised, Instant start, Cost cost) {
    return ended(promised.call().group(), start, Outcome.COMPLETE, cost);
  }

  private static PricedCall ended(
      @Nullable String group, Instant start, Outcome outcome, Cost cost) {
    String id = String.format(Locale.ROOT, "%016x", IDS.incrementAndGet());
    return new PricedCall(
        new CallRecord(
            id,
            group == null ? id : group,
            group == null ? 1 : 2,
            MODEL_IN_PATH,
            RequestFacts.UNKNOWN,
            ResponseFacts.UNKNOWN,
            200,
            outcome,
            null,
            new Timing(start, 1_000, -1, new long[0]),
            new TraceLink("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", null, true, null),
            null,
            false,
            null,
            Handling.SENT,
            group != null),
        cost);
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
