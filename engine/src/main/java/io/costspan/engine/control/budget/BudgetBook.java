// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.passage.Subject;
import io.costspan.log.AgentLog;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The budgets of this JVM and what is known of them. Thread-safe. */
public final class BudgetBook {
  private static final String UNDECIDED = "it could not decide about a call: ";

  private final HoldBook holds;
  private final Clock clock;
  private final Consumer<StepReached> news;
  private final HostSpending host;
  private final OwnCalls own = new OwnCalls(this);
  private volatile Map<String, Budget> budgets = Map.of();

  BudgetBook(HoldBook holds, Clock clock, Consumer<StepReached> news, HostSpending host) {
    this.holds = holds;
    this.clock = clock;
    this.news = news;
    this.host = host;
  }

  /**
   * @param news told of every step that a budget reaches, once in its window; quick
   * @param host tells what was spent before a budget began, and by others
   */
  public BudgetBook(Clock clock, Consumer<StepReached> news, HostSpending host) {
    this(new HoldBook(clock, System::nanoTime, new OneThreadAlarm()), clock, news, host);
  }

  /**
   * Goes by these rules from here on. A budget that is known, and counts as before, keeps what it
   * knows; any other begins with nothing, and has it read what was spent in its window.
   */
  public synchronized void follow(List<BudgetRule> rules) {
    ReadBack readBack = new ReadBack(this);
    List<BudgetRule> begun = new ArrayList<>();
    Map<String, Budget> next = new LinkedHashMap<>();
    for (BudgetRule rule : rules) {
      Budget budget = budgets.get(rule.name());
      if (budget != null && budget.rule().countsAs(rule)) {
        budget.follow(rule, holds);
      } else {
        budget = begun(rule, budget, readBack);
        begun.add(rule);
      }
      if (rule.total()) {
        budget.open(BudgetRule.ALL); // so that it shows before the first call comes
      }
      next.put(rule.name(), budget);
    }
    budgets = next;
    if (!begun.isEmpty()) {
      host.start(earliestStart(begun), readBack);
    }
  }

  private Budget begun(BudgetRule rule, @Nullable Budget earlier, ReadBack readBack) {
    Budget budget = new Budget(rule, readBack, clock);
    if (earlier != null) {
      budget.succeed(earlier);
    }
    return budget;
  }

  /** The earliest start of a window that runs, of any of these. */
  private Instant earliestStart(List<BudgetRule> rules) {
    Instant now = clock.instant();
    Instant earliest = now;
    for (BudgetRule rule : rules) {
      Tally tally = rule.period().tally();
      tally.roll(now);
      earliest = tally.start().isBefore(earliest) ? tally.start() : earliest;
    }
    return earliest;
  }

  /** What calls of this JVM come to that began before a budget did. */
  OwnCalls own() {
    return own;
  }

  Instant now() {
    return clock.instant();
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

  /**
   * Counts what no hold stood for, and says which steps that reaches.
   *
   * @param amount {@code null} where nobody knows
   */
  List<StepReached> spent(Budget budget, Instant at, Subject subject, @Nullable BigDecimal amount) {
    Account account = account(budget, subject);
    return account == null ? List.of() : holds.with(account, known -> spent(known, at, amount));
  }

  /** Where a budget counts a call; {@code null} where it cannot decide, and says so. */
  @Nullable Account account(Budget budget, Subject subject) {
    try {
      return budget.account(subject);
    } catch (RuntimeException | LinkageError fault) {
      undecided(budget, fault);
      return null;
    }
  }

  private static List<StepReached> spent(Account account, Instant at, @Nullable BigDecimal amount) {
    if (amount == null) {
      account.uncounted();
      return List.of();
    }
    return account.spendAt(at, amount);
  }

  /** Why it is not known what was spent for some budget; {@code null} when all is. */
  public @Nullable String unknown() {
    return budgets.values().stream()
        .map(budget -> budget.readBack().unknown())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Notes, and says once, why a budget cannot hold what it promises. */
  void fault(Budget budget, String why) {
    if (budget.fault(why)) {
      AgentLog.warn("budget '" + budget.rule().name() + "' does not hold everything: " + why);
    }
  }

  /** As {@link #fault}, where it could not decide about a call; the first time only. */
  void undecided(Budget budget, Throwable fault) {
    String known = budget.faults();
    if (known == null || !known.contains(UNDECIDED)) {
      fault(budget, UNDECIDED + fault);
    }
  }

  /** Whether a budget counts a call; not where it cannot decide, and says so. */
  boolean counts(Budget budget, Subject subject) {
    try {
      return budget.rule().calls().are().test(subject);
    } catch (RuntimeException | LinkageError fault) {
      undecided(budget, fault);
      return false;
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
    String now = budget.readBack().unknown();
    return now == null ? faults : faults == null ? now : now + "; " + faults;
  }
}
