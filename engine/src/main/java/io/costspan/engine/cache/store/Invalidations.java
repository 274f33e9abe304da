// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What was taken out, and in which order, so that no answer comes back that was on its way to a
 * store, or out of one, at that time. Only the last ones are remembered: what has been on its way
 * for longer than {@value #MOST} of them counts as taken out. Thread-safe; nobody waits.
 */
public final class Invalidations {
  private static final int MOST = 64;

  private volatile Past past = new Past(0, List.of());

  /** How many there have been, to be asked before an answer sets out. */
  public long count() {
    return past.count;
  }

  /** From now on what fits, and is on its way already, goes nowhere. */
  public synchronized void add(Predicate<StoredAnswer> which) {
    List<Predicate<StoredAnswer>> last = new ArrayList<>(past.last);
    last.add(which);
    if (last.size() > MOST) {
      last.remove(0);
    }
    past = new Past(past.count + 1, List.copyOf(last));
  }

  /**
   * Whether an answer was taken out on its way.
   *
   * @param since the count when it set out
   */
  public boolean spoil(long since, StoredAnswer answer) {
    Past now = past;
    long missed = now.count - since;
    if (missed > now.last.size()) {
      return true;
    }
    int from = now.last.size() - (int) missed;
    return now.last.subList(from, now.last.size()).stream().anyMatch(which -> which.test(answer));
  }

  /**
   * @param last the oldest first
   */
  private record Past(long count, List<Predicate<StoredAnswer>> last) {}
}
