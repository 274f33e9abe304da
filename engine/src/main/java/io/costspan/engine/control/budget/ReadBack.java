// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.passage.ControlOrder;
import io.costspan.engine.passage.Subject;
import io.costspan.log.AgentLog;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What budgets that began together are told of their host: what was spent before them, and what
 * others spend. Calls of this JVM that end from their beginning on are counted as they end, and
 * noted, so that none counts again when it is read from the ledger. Thread-safe.
 */
final class ReadBack implements HostReport {
  static final String NOT_YET = "what was spent before is not known yet";

  /** Calls that may end while the ledger is read: a thousand a second for a minute. */
  private static final int MOST_CALLS = 65_536;

  private final BudgetBook book;
  private final Set<String> countedHere = ConcurrentHashMap.newKeySet();
  private volatile boolean readingOwn = true;
  private volatile boolean everKnown;
  private volatile @Nullable String unknown = NOT_YET;

  ReadBack(BudgetBook book) {
    this.book = book;
  }

  /** Why it is not known what was spent; {@code null} when it is. */
  @Nullable String unknown() {
    return unknown;
  }

  /** Notes that a call of this JVM was counted, or did not count, as it ended. */
  void ended(String id) {
    if (!readingOwn) {
      return;
    }
    if (countedHere.size() < MOST_CALLS) {
      countedHere.add(id);
    } else {
      AgentLog.warnOnce(
          "budget-read-back",
          "budgets: more calls end while the ledger is read than can be told apart; some may count"
              + " twice");
    }
  }

  @Override
  public boolean counted(String id) {
    return countedHere.remove(id);
  }

  @Override
  public void ownRead() {
    readingOwn = false;
    countedHere.clear();
  }

  @Override
  public void spentElsewhere(
      Instant at, Subject subject, @Nullable BigDecimal usd, @Nullable Long tokens) {
    budgets()
        .filter(budget -> book.counts(budget, subject))
        .forEach(budget -> spent(budget, at, subject, amount(budget.rule(), usd, tokens)));
  }

  private static @Nullable BigDecimal amount(
      BudgetRule rule, @Nullable BigDecimal usd, @Nullable Long tokens) {
    return switch (rule.unit()) {
      case USD -> usd != null ? usd : rule.unpriced().assumed();
      case TOKENS -> tokens == null ? null : BigDecimal.valueOf(tokens);
      case REQUESTS -> BigDecimal.ONE;
    };
  }

  private void spent(Budget budget, Instant at, Subject subject, @Nullable BigDecimal amount) {
    List<StepReached> reached = book.spent(budget, at, subject, amount);
    if (everKnown) {
      book.tell(reached);
    }
  }

  @Override
  public void ordered(ControlOrder order) {
    budgets()
        .filter(budget -> order.budget() == null || order.budget().equals(budget.rule().name()))
        .forEach(budget -> budget.ordered(order, book.holds()));
  }

  @Override
  public void degraded(String reason) {
    unknown = reason;
    book.holds().changed();
  }

  @Override
  public void known() {
    everKnown = true;
    unknown = null;
    book.holds().changed();
  }

  /** Its budgets have been taken out, or begun anew. */
  @Override
  public boolean over() {
    return budgets().findAny().isEmpty();
  }

  private Stream<Budget> budgets() {
    return book.budgets().values().stream().filter(budget -> budget.readBack() == this);
  }
}
