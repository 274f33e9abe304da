// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.control.budget.PromisedCalls.Charge;
import io.costspan.engine.meter.CallRecord;
import io.costspan.engine.meter.Outcome;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.passage.Subject;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls of this JVM, as they end. A call that began before a budget did has no claim on it, and
 * counts here all the same; so does an answer that was promised in an earlier exchange. Works on
 * the thread that settles, which tells a call's own passage first, and then this.
 */
final class OwnCalls {
  private final BudgetBook book;
  private final PromisedCalls promises;
  private @Nullable String lastId;
  private List<Charge> lastCharges = List.of();

  OwnCalls(BudgetBook book) {
    this.book = book;
    this.promises = new PromisedCalls(book);
  }

  /**
   * A call counts by its own claims.
   *
   * @param id of the call that is told to {@link #settled} next
   */
  void counted(String id, List<Charge> charges) {
    lastId = id;
    lastCharges = charges;
  }

  /**
   * A call is over, and is written to the ledger next.
   *
   * @param service name of the application
   */
  void settled(PricedCall priced, String service) {
    CallRecord call = priced.call();
    List<Charge> charges = call.id().equals(lastId) ? lastCharges : List.of();
    counted(call.id(), List.of());
    // once, because those that are read anew meanwhile are told of it by the ledger
    Collection<Budget> budgets = book.budgets().values();
    budgets.forEach(budget -> budget.readBack().ended(call.id()));
    promises.forget(book.now());
    if (call.outcome() == Outcome.PENDING) {
      if (!charges.isEmpty()) {
        promises.promised(call.group(), subject(call, service), charges);
      }
    } else if (call.outcome().sent()) {
      if (call.fetched()) {
        promises.arrived(budgets, call, subject(call, service), priced.settlement());
      } else {
        missed(budgets, priced, service, charges);
      }
    }
  }

  private void missed(
      Collection<Budget> budgets, PricedCall priced, String service, List<Charge> charges) {
    CallRecord call = priced.call();
    for (Budget budget : budgets) {
      if (budget.mayHaveMissed(call.timing().start())
          && charges.stream().noneMatch(charge -> charge.budget() == budget)) {
        missed(budget, subject(call, service), priced);
      }
    }
  }

  private void missed(Budget budget, Subject subject, PricedCall priced) {
    BudgetRule rule = budget.rule();
    if (book.counts(budget, subject)) {
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
