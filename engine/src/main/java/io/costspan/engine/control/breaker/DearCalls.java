// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.breaker;

import java.util.ArrayDeque;
import java.util.Deque;

/** When the latest dear calls were, no more of them than trip. Not thread-safe. */
final class DearCalls {
  private final Deque<Long> times = new ArrayDeque<>();

  /** Whether this one makes it so many within the period. */
  boolean tripsAt(long now, int calls, long withinNanos) {
    times.addLast(now);
    while (times.size() > calls) {
      times.removeFirst();
    }
    return times.size() == calls && now - times.getFirst() <= withinNanos;
  }

  /** How many are known, those of earlier periods among them. */
  int count() {
    return times.size();
  }

  void clear() {
    times.clear();
  }
}
