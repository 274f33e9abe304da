// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.control.rule.Scope;
import io.costspan.engine.passage.ControlLog;
import io.costspan.engine.passage.ControlOrder;
import io.costspan.engine.passage.ControlOrder.What;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where users look at the budgets of a running JVM and give orders. Each order is done and then
 * written down. Thread-safe; not for the application's threads, because writing down takes a file.
 */
public final class BudgetDesk {
  private final BudgetBook book;
  private final ControlLog log;
  private final Clock clock;

  /**
   * @param log keeps every order that was done
   */
  public BudgetDesk(BudgetBook book, ControlLog log, Clock clock) {
    this.book = book;
    this.log = log;
    this.clock = clock;
  }

  /** Every budget as it is now, in the order of the settings. */
  public List<BudgetSnapshot> budgets() {
    return book.snapshots();
  }

  /**
   * Gives more than the limit for a while, in place of what was given before.
   *
   * @param scope the one value it is for, of which no call need have come yet; {@code null} for all
   * @param extra what is added, in the budget's unit; not negative, 0 takes back what was given
   * @return what was done, in words for the user
   * @throws IllegalArgumentException in words for the user, when it cannot be done
   */
  public String override(
      String budget, @Nullable String scope, BigDecimal extra, Instant until, String who) {
    if (extra.signum() < 0) {
      throw new IllegalArgumentException("the amount is less than nothing: " + extra);
    }
    Instant now = clock.instant();
    if (extra.signum() > 0 && !until.isAfter(now)) {
      throw new IllegalArgumentException("that time is over: " + until);
    }
    Budget known = known(budget);
    String what =
        extra.signum() == 0
            ? "has no more than its limit again"
            : "has %s %s more until %s"
                .formatted(
                    Amounts.text(extra),
                    known.rule().unit().word(),
                    until.truncatedTo(ChronoUnit.SECONDS));
    String value = value(known, scope);
    return ordered(
        known,
        new ControlOrder(
            known.orderTime(now),
            who,
            What.OVERRIDE,
            budget,
            value,
            each(known, value),
            extra,
            known.rule().unit().word(),
            until),
        what);
  }

  /** Starts to count from nothing, now. As {@link #override} in all else. */
  public String reset(String budget, @Nullable String scope, String who) {
    return ordered(What.RESET, budget, scope, who, "counts from nothing");
  }

  /** Refuses every call. As {@link #override} in all else. */
  public String pause(String budget, @Nullable String scope, String who) {
    return ordered(What.PAUSE, budget, scope, who, "is paused");
  }

  /** Ends a {@link #pause}. As {@link #override} in all else. */
  public String resume(String budget, @Nullable String scope, String who) {
    return ordered(What.RESUME, budget, scope, who, "goes on");
  }

  private String ordered(
      What what, String budget, @Nullable String scope, String who, String done) {
    Budget known = known(budget);
    String value = value(known, scope);
    return ordered(
        known,
        new ControlOrder(
            known.orderTime(clock.instant()),
            who,
            what,
            budget,
            value,
            each(known, value),
            null,
            null,
            null),
        done);
  }

  /** The value as calls are counted under it; {@code null} for all. */
  private static @Nullable String value(Budget budget, @Nullable String said) {
    BudgetRule rule = budget.rule();
    if (said == null || said.isEmpty()) {
      return null;
    }
    if (rule.total()) {
      throw new IllegalArgumentException(
          "budget '%s' counts all calls together, and has no value '%s'"
              .formatted(rule.name(), said));
    }
    String value = rule.each().named(said);
    if (value.equals(Scope.OTHER) && !said.equals(Scope.OTHER)) {
      throw new IllegalArgumentException(
          "budget '%s' counts '%s' as %s, with others".formatted(rule.name(), said, Scope.OTHER));
    }
    return value;
  }

  private static @Nullable String each(Budget budget, @Nullable String value) {
    return value == null ? null : budget.rule().each().of();
  }

  /**
   * The rule of a budget.
   *
   * @throws IllegalArgumentException in words for the user, when there is none of the name
   */
  BudgetRule rule(String budget) {
    return known(budget).rule();
  }

  private Budget known(String name) {
    Budget budget = book.budgets().get(name);
    if (budget == null) {
      throw new IllegalArgumentException(
          "no budget '" + name + "'; there is " + String.join(", ", book.budgets().keySet()));
    }
    return budget;
  }

  private String ordered(Budget budget, ControlOrder order, String what) {
    budget.ordered(order, book.holds());
    log.ordered(order);
    String scope = order.scope() == null ? "" : " for '" + order.scope() + "'";
    return "budget '" + order.budget() + "'" + scope + " " + what;
  }
}
