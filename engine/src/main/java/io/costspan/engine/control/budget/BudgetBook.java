// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.passage.ControlOrder;
import io.costspan.engine.passage.Subject;
import io.costspan.log.AgentLog;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The budgets of this JVM and what is known of them. Thread-safe. */
public final class BudgetBook implements HostReport {
  private static final String NOT_YET = "what was spent before is not known yet";

  private final HoldBook holds;
  private final Clock clock;
  private final Consumer<StepReached> news;
  private volatile Map<String, Budget> budgets = Map.of();
  private volatile @Nullable String unknown;
  private volatile boolean everKnown;

  BudgetBook(HoldBook holds, Clock clock, Consumer<StepReached> news) {
    this.holds = holds;
    this.clock = clock;
    this.news = news;
  }

  /**
   * @param news told of every step that a budget reaches, once in its window; quick
   */
  public BudgetBook(Clock clock, Consumer<StepReached> news) {
    this(new HoldBook(clock, System::nanoTime, new OneThreadAlarm()), clock, news);
  }

  /** Goes by these rules from here on. A budget whose name is known keeps what it knows. */
  public synchronized void follow(List<BudgetRule> rules) {
    Map<String, Budget> next = new LinkedHashMap<>();
    for (BudgetRule rule : rules) {
      Budget known = budgets.get(rule.name());
      if (known == null) {
        known = new Budget(rule, clock);
      } else {
        known.follow(rule, holds);
      }
      if (rule.total()) {
        known.open(BudgetRule.ALL); // so that it shows before the first call comes
      }
      next.put(rule.name(), known);
    }
    budgets = next;
  }

  /** Has what the host has spent told to these budgets. */
  public void share(HostSpending host) {
    if (!everKnown) {
      degraded(NOT_YET);
    }
    host.start(earliestStart(), this);
  }

  /** The earliest start of a window that runs, of any budget; now when there is none. */
  private Instant earliestStart() {
    Instant now = clock.instant();
    Instant earliest = now;
    for (Budget budget : budgets.values()) {
      Tally tally = budget.rule().period().tally();
      tally.roll(now);
      earliest = tally.start().isBefore(earliest) ? tally.start() : earliest;
    }
    return earliest;
  }

  HoldBook holds() {
    return holds;
  }

  Map<String, Budget> budgets() {
    return budgets;
  }

  /** Passes on what was reached. */
  void tell(List<StepReached> reached) {
    reached.forEach(news);
  }

  @Override
  public void spentElsewhere(
      Instant at, Subject subject, @Nullable BigDecimal usd, @Nullable Long tokens) {
    for (Budget budget : budgets.values()) {
      if (budget.rule().calls().are().test(subject)) {
        BigDecimal amount =
            switch (budget.rule().unit()) {
              case USD -> usd != null ? usd : budget.rule().unpriced().assumed();
              case TOKENS -> tokens == null ? null : BigDecimal.valueOf(tokens);
              case REQUESTS -> BigDecimal.ONE;
            };
        List<StepReached> reached =
            holds.with(budget.account(subject), account -> spent(account, at, amount));
        if (everKnown) {
          tell(reached);
        }
      }
    }
  }

  private static List<StepReached> spent(Account account, Instant at, @Nullable BigDecimal amount) {
    if (amount == null) {
      account.uncounted();
      return List.of();
    }
    return account.spendAt(at, amount);
  }

  @Override
  public void ordered(ControlOrder order) {
    for (Budget budget : budgets.values()) {
      if (order.budget() == null || order.budget().equals(budget.rule().name())) {
        budget.ordered(order, holds);
      }
    }
  }

  @Override
  public void degraded(String reason) {
    unknown = reason;
    holds.unknown(reason);
  }

  @Override
  public void known() {
    unknown = null;
    everKnown = true;
    holds.unknown(null);
  }

  /** Why it is not known what was spent; {@code null} when it is. */
  public @Nullable String unknown() {
    return unknown;
  }

  /** Notes, and says once, why a budget cannot hold what it promises. */
  void fault(Budget budget, String why) {
    if (budget.fault(why)) {
      AgentLog.warn("budget '" + budget.rule().name() + "' does not hold everything: " + why);
    }
  }

  /** Every budget as it is now, in the order of the settings. */
  public List<BudgetSnapshot> snapshots() {
    List<BudgetSnapshot> all = new ArrayList<>();
    for (Budget budget : budgets.values()) {
      String degraded = degraded(budget);
      Function<Account, BudgetSnapshot> look = account -> account.snapshot(degraded);
      budget.accounts(null).forEach(account -> all.add(holds.with(account, look)));
    }
    return all;
  }

  private @Nullable String degraded(Budget budget) {
    String faults = budget.faults();
    String now = unknown;
    return now == null ? faults : faults == null ? now : now + "; " + faults;
  }
}
