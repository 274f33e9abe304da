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

  /** Lets steps be told again that were told in an earlier window. */
  void roll(Tally tally) {
    told.values().removeIf(tally::forgets);
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

  /** Who is refused has met the cap, also where what is spent stays a little short of it. */
  List<StepReached> refused(Account account) {
    List<StepReached> reached = new ArrayList<>(0);
    Ladder.Step capping = account.rule().ladder().capping();
    if (capping != null) {
      tell(capping, account, reached);
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
