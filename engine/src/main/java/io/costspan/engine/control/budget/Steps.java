// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which steps of its ladder one account has told of in its window. Guarded by the hold book's lock.
 */
final class Steps {
  private final SortedMap<BigDecimal, Instant> told = new TreeMap<>();
  private BigDecimal limit = BigDecimal.ZERO;

  /**
   * Lets steps be told again that were told in an earlier window, or that another limit has put
   * ahead once more.
   */
  void roll(Tally tally, BigDecimal limitNow) {
    told.values().removeIf(tally::forgets);
    if (limitNow.compareTo(limit) != 0) {
      limit = limitNow;
      told.keySet().removeIf(percent -> Ladder.mark(percent, limit).compareTo(tally.spent()) > 0);
    }
  }

  /** Those that what is spent has come to, and that were not told yet. */
  List<StepReached> reached(Account account) {
    List<StepReached> reached = new ArrayList<>(0);
    for (Ladder.Step step : account.rule().ladder().steps()) {
      if (account.spent().compareTo(step.mark(account.limit())) >= 0) {
        tell(step, account, reached);
      }
    }
    return reached;
  }

  /**
   * Who is refused near a cap has met it, though what is spent stays a little short of it. Further
   * off it is the call that is too large, and not the budget that is used up.
   *
   * @param cap the step that the refused call does not pass
   */
  List<StepReached> refused(Account account, Ladder.Step cap) {
    List<StepReached> reached = reached(account);
    BigDecimal little = cap.mark(account.limit()).movePointLeft(1);
    if (account.below(cap).compareTo(little) <= 0) {
      tell(cap, account, reached);
    }
    return reached;
  }

  /** The highest told in this window, in percent; 0 for none. */
  BigDecimal last() {
    return told.isEmpty() ? BigDecimal.ZERO : told.lastKey();
  }

  void clear() {
    told.clear();
  }

  private void tell(Ladder.Step step, Account account, List<StepReached> reached) {
    if (told.putIfAbsent(step.percent(), account.now()) == null) {
      reached.add(account.at(step));
    }
  }
}
