// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.meter.CallRecord;
import io.costspan.engine.passage.Settlement;
import io.costspan.engine.passage.Subject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What budgets were charged for calls whose answer is fetched later: their prompt, until the answer
 * is there and takes its place. For the thread that settles only.
 */
final class PromisedCalls {
  /** More, and for longer, than answers are waited for. */
  static final Duration KEPT = Duration.ofHours(25);

  private static final int MOST = 20_000;

  private final BudgetBook book;
  private final Map<String, Promise> promises = new LinkedHashMap<>();

  PromisedCalls(BudgetBook book) {
    this.book = book;
  }

  /**
   * What a budget was charged.
   *
   * @param at when, as the account has it
   * @param amount {@code null} where nobody knew
   */
  record Charge(Budget budget, Account account, Instant at, @Nullable BigDecimal amount) {}

  private record Promise(Subject subject, Instant at, List<Charge> charges) {}

  /**
   * Notes what was charged for the prompt.
   *
   * @param group that the answer's call will have
   */
  void promised(String group, Subject subject, List<Charge> charges) {
    Instant now = book.now();
    promises.put(group, new Promise(subject, now, charges));
    forget(now);
  }

  /** Says of those that nobody has fetched, or that are too many, that their prompt stays. */
  void forget(Instant now) {
    Iterator<Promise> eldest = promises.values().iterator();
    while (eldest.hasNext()) {
      Promise promise = eldest.next();
      if (promises.size() <= MOST && promise.at.plus(KEPT).isAfter(now)) {
        return;
      }
      eldest.remove();
      promise.charges.forEach(charge -> byPromptOnly(charge.budget, promise.subject));
    }
  }

  /**
   * Counts what the answer cost now, and takes back what was charged for its prompt.
   *
   * @param budgets that may count it
   */
  void arrived(
      Collection<Budget> budgets, CallRecord call, Subject answered, Settlement settlement) {
    Promise promise = promises.remove(call.group());
    Subject subject = promise == null ? answered : promise.subject;
    for (Budget budget : budgets) {
      Charge charge = promise == null ? null : charge(promise, budget);
      if (charge != null || book.counts(budget, subject)) {
        arrived(budget, charge, subject, settlement);
      }
    }
  }

  private void arrived(
      Budget budget, @Nullable Charge charge, Subject subject, Settlement settlement) {
    BudgetRule rule = budget.rule();
    BigDecimal cost = Estimate.taken(rule.unit(), Estimate.unforeseen(rule), settlement);
    if (charge != null && cost == null) {
      byPromptOnly(budget, subject);
    } else if (charge == null || rule.unit() != BudgetUnit.REQUESTS) {
      Account account = charge == null ? book.account(budget, subject) : charge.account;
      if (account != null) {
        book.tell(book.holds().with(account, known -> replaced(known, charge, cost)));
      }
    }
  }

  private static List<StepReached> replaced(
      Account account, @Nullable Charge charge, @Nullable BigDecimal cost) {
    if (charge != null && charge.amount != null) {
      account.takeBack(charge.at, charge.amount);
    }
    if (cost != null) {
      return account.spend(cost);
    }
    account.uncounted();
    return List.of();
  }

  private static @Nullable Charge charge(Promise promise, Budget budget) {
    for (Charge charge : promise.charges) {
      if (charge.budget == budget) {
        return charge;
      }
    }
    return null;
  }

  private void byPromptOnly(Budget budget, Subject subject) {
    book.fault(
        budget,
        "background answers of model '"
            + subject.model()
            + "' of "
            + subject.provider()
            + " are counted by their prompt only");
  }
}
