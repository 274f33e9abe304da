// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.breaker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How often the same call came lately. Remembers the latest {@value #MOST_CALLS} different calls by
 * their checksums. Thread-safe.
 */
final class SameCalls {
  private static final int MOST_CALLS = 4096;
  private static final float LOAD = 0.75f;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, Deque<Long>> timesByCall = new LinkedHashMap<>(16, LOAD, true);

  /** Counts a call; returns whether it came more than so often within the period. */
  boolean tooMany(long call, long now, long most, long withinNanos) {
    lock.lock();
    try {
      Deque<Long> times = timesByCall.computeIfAbsent(call, c -> new ArrayDeque<>(2));
      times.addLast(now);
      while (times.size() > most + 1 || now - times.getFirst() > withinNanos) {
        times.removeFirst();
      }
      if (timesByCall.size() > MOST_CALLS) {
        timesByCall.remove(timesByCall.keySet().iterator().next());
      }
      return times.size() > most;
    } finally {
      lock.unlock();
    }
  }
}
