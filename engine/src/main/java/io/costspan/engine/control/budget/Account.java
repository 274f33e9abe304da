// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.passage.ControlOrder;
import io.costspan.engine.passage.Refusal;
import io.costspan.engine.passage.Refusal.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one budget knows of one value of what it counts on its own: what was spent in the window
 * that runs, what is held, and what its owner ordered. Guarded by the hold book's lock, and to be
 * rolled before anything is asked of it.
 */
final class Account {
  private final String scope;
  private final Supplier<@Nullable String> unknown;
  private final Holds holds = new Holds();
  private final Steps steps = new Steps();
  private final LatestSpent latest = new LatestSpent();
  private BudgetRule rule;
  private final Tally tally;
  private Instant now = Instant.EPOCH;
  private Instant resetAt = Instant.EPOCH;
  private Instant pausedAt = Instant.EPOCH;
  private Instant extraAt = Instant.EPOCH;
  private boolean paused;
  private BigDecimal extra = BigDecimal.ZERO;
  private @Nullable Instant extraUntil;
  private int waiting;
  private long uncounted;

  /** Of which it is known what was spent. */
  Account(BudgetRule rule, String scope) {
    this(rule, scope, () -> null);
  }

  /**
   * @param unknown why it is not known what was spent; gives {@code null} when it is
   */
  Account(BudgetRule rule, String scope, Supplier<@Nullable String> unknown) {
    this.rule = rule;
    this.scope = scope;
    this.unknown = unknown;
    this.tally = rule.period().tally();
  }

  /** Lets go of what the clock has ended. */
  void roll(Instant clock) {
    now = tally.roll(clock);
    if (extraUntil != null && !clock.isBefore(extraUntil)) {
      extra = BigDecimal.ZERO;
      extraUntil = null;
    }
    steps.roll(tally, limit());
  }

  /** Goes on by another rule that {@linkplain BudgetRule#countsAs counts} the same. */
  void follow(BudgetRule other) {
    rule = other;
  }

  // what calls ask

  /** Why a call may not go now; {@code null} when it may. */
  @Nullable Blocked judge(Claim claim) {
    Demand demand = claim.demand();
    Reason reason = reason(demand);
    if (reason != null) {
      return new Blocked(claim, refusal(demand, reason), false, List.of());
    }
    Ladder.Step cap = rule.ladder().capping(demand.critical());
    Holds.Fit fit = cap == null ? Holds.Fit.FITS : holds.fit(demand, below(cap));
    if (cap == null || fit == Holds.Fit.FITS) {
      return null;
    }
    boolean passing = fit == Holds.Fit.HELD_UP;
    Reason paused = cap.caps() ? null : cap.refuses(demand.critical());
    return new Blocked(
        claim,
        refusal(demand, paused == null ? Reason.BUDGET_EXCEEDED : paused),
        passing,
        passing ? List.of() : steps.refused(this, cap));
  }

  private @Nullable Reason reason(Demand demand) {
    if (rule.blockWhenDegraded() && unknown.get() != null) {
      return Reason.BUDGET_DEGRADED;
    }
    if (paused) {
      return Reason.BUDGET_PAUSED;
    }
    if (!demand.known() && rule.unpriced().block()) {
      return Reason.BUDGET_UNKNOWN_PRICE;
    }
    return rule.ladder().refusal(spent(), limit(), demand.critical());
  }

  /** What a caller is told of the account as it is now, put into words when it is asked for. */
  private Supplier<Refusal> refusal(Demand demand, Reason reason) {
    BudgetRule by = rule;
    BigDecimal limit = limit();
    BigDecimal spent = spent();
    BigDecimal reserved = holds.reserved();
    Instant end = tally.end();
    return () ->
        Refusal.of(reason, by.name(), scope.isEmpty() ? null : scope, by.unit().word())
            .amounts(
                Amounts.text(limit),
                Amounts.text(spent),
                Amounts.text(reserved),
                demand.known() ? Amounts.text(demand.amount()) : null)
            .resetting(end, by.period().zone());
  }

  /** Holds what a claim wants; whether the like of it would not fit beside that. */
  boolean hold(Claim claim) {
    return holds.hold(claim, unspent(claim.demand().critical()));
  }

  void release(Claim claim) {
    holds.release(claim);
  }

  /** How many calls wait for it, one more or less. */
  void waits(int more) {
    waiting += more;
  }

  boolean awaited() {
    return waiting > 0;
  }

  // what calls spend

  /** Counts what was spent now, and says which steps that reaches. */
  List<StepReached> spend(BigDecimal amount) {
    count(now, amount);
    return steps.reached(this);
  }

  /** What was counted at a time is not spent after all, as far as it still counts. */
  void takeBack(Instant at, BigDecimal amount) {
    if (!at.isBefore(resetAt)) {
      count(at, amount.negate());
    }
  }

  /** Counts what was spent elsewhere, or before this JVM began. */
  List<StepReached> spendAt(Instant at, BigDecimal amount) {
    if (!at.isBefore(resetAt)) {
      count(at.isAfter(now) ? now : at, amount);
    }
    return steps.reached(this);
  }

  private void count(Instant at, BigDecimal amount) {
    tally.add(at, amount);
    latest.add(at, amount, now);
  }

  /** Notes a call whose cost nobody knows. */
  void uncounted() {
    uncounted++;
  }

  StepReached at(Ladder.Step step) {
    return new StepReached(
        rule,
        scope,
        step.percent(),
        step.actions(),
        limit(),
        spent(),
        holds.reserved(),
        now,
        tally.start(),
        inWindow(resetAt),
        inWindow(extraAt),
        resetsAt());
  }

  /** What was ordered in an earlier window, a process that began since may not have heard of. */
  private Instant inWindow(Instant ordered) {
    return ordered.isBefore(tally.start()) ? Instant.EPOCH : ordered;
  }

  // what its owner orders

  /** Does what an order says, unless a later one of its kind has been heard of. */
  void ordered(ControlOrder order) {
    switch (order.what()) {
      case OVERRIDE -> extra(order);
      case RESET -> reset(order.at());
      case PAUSE -> pause(order.at(), true);
      case RESUME -> pause(order.at(), false);
      case RELOAD, KILL, REVIVE -> {}
    }
  }

  private void pause(Instant at, boolean from) {
    if (!at.isBefore(pausedAt)) {
      pausedAt = at;
      paused = from;
    }
  }

  /** Nothing was spent before a time. */
  private void reset(Instant at) {
    if (!at.isBefore(resetAt) && !at.isBefore(tally.start())) {
      resetAt = at;
      tally.clear();
      latest.after(at, tally);
      steps.clear();
      uncounted = 0;
    }
  }

  /** More of a limit until a time; it takes the place of what was given before. */
  private void extra(ControlOrder order) {
    if (order.at().isBefore(extraAt)) {
      return;
    }
    extraAt = order.at();
    BigDecimal amount = order.amount();
    Instant until = order.until();
    Instant end = until == null ? Instant.MAX : until;
    if (amount != null && amount.signum() > 0 && now.isBefore(end)) {
      extra = amount;
      extraUntil = end;
    } else {
      extra = BigDecimal.ZERO;
      extraUntil = null;
    }
  }

  // what it is

  BudgetRule rule() {
    return rule;
  }

  /** The time it is for this account: never earlier than its window. */
  Instant now() {
    return now;
  }

  BigDecimal spent() {
    return tally.spent();
  }

  /** The limit in force. */
  BigDecimal limit() {
    return rule.limit().add(extra);
  }

  /** What is not spent of all that a call may have; {@code null} where that has no end. */
  private @Nullable BigDecimal unspent(boolean critical) {
    Ladder.Step cap = rule.ladder().capping(critical);
    return cap == null ? null : below(cap);
  }

  /** What may still be spent below a step's mark; not above 0 once it is reached. */
  BigDecimal below(Ladder.Step step) {
    return step.mark(limit()).subtract(spent());
  }

  private @Nullable OffsetDateTime resetsAt() {
    Instant end = tally.end();
    return end == null ? null : end.atZone(rule.period().zone()).toOffsetDateTime();
  }

  /**
   * As it is now.
   *
   * @param degraded what its owner should know of it; {@code null} for nothing
   */
  BudgetSnapshot snapshot(@Nullable String degraded) {
    BigDecimal unspent = unspent(true);
    return new BudgetSnapshot(
        rule.name(),
        scope,
        rule.unit(),
        limit(),
        spent(),
        holds.reserved(),
        holds.count(),
        waiting,
        uncounted,
        tally.start(),
        resetsAt(),
        state(unspent),
        steps.last(),
        extraUntil == null ? null : extra,
        extraUntil,
        degraded);
  }

  private BudgetSnapshot.State state(@Nullable BigDecimal unspent) {
    if (paused) {
      return BudgetSnapshot.State.PAUSED;
    }
    if (unspent != null && unspent.signum() <= 0) {
      return BudgetSnapshot.State.USED_UP;
    }
    return rule.ladder().refusal(spent(), limit(), false) != null
        ? BudgetSnapshot.State.PAUSED
        : BudgetSnapshot.State.OPEN;
  }
}
