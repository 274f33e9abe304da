// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.meter.CallRecord;
import io.costspan.engine.meter.Outcome;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.passage.Subject;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls of this JVM, as they end. A call that began before a budget did has no claim on it, and
 * counts here all the same. Works on the thread that settles, which tells a call's own passage
 * first, and then this.
 */
final class OwnCalls {
  private final BudgetBook book;
  private @Nullable String lastId;
  private List<Budget> lastBudgets = List.of();

  OwnCalls(BudgetBook book) {
    this.book = book;
  }

  /**
   * A call counts by its own claims.
   *
   * @param id of the call that is told to {@link #settled} next
   * @param budgets those it has a claim on
   */
  void counted(String id, List<Budget> budgets) {
    lastId = id;
    lastBudgets = budgets;
  }

  /**
   * A call is over, and is written to the ledger next.
   *
   * @param service name of the application
   */
  void settled(PricedCall priced, String service) {
    CallRecord call = priced.call();
    List<Budget> counted = call.id().equals(lastId) ? lastBudgets : List.of();
    counted(call.id(), List.of());
    for (Budget budget : book.budgets().values()) {
      budget.readBack().ended(call.id());
      if (call.outcome().sent()
          && call.outcome() != Outcome.PENDING
          && budget.mayHaveMissed(call.timing().start())
          && !counted.contains(budget)) {
        missed(budget, subject(call, service), priced);
      }
    }
  }

  private void missed(Budget budget, Subject subject, PricedCall priced) {
    BudgetRule rule = budget.rule();
    if (rule.calls().are().test(subject)) {
      BigDecimal amount =
          Estimate.taken(rule.unit(), Estimate.unforeseen(rule), priced.settlement());
      book.tell(book.spent(budget, book.now(), subject, amount));
    }
  }

  private static Subject subject(CallRecord call, String service) {
    String asked = call.request().model();
    return new Subject(
        call.endpoint().provider(),
        asked != null ? asked : call.endpoint().pathModel(),
        call.endpoint().operation(),
        call.endpoint().host(),
        service,
        call.credential(),
        call.handling().tags());
  }
}
