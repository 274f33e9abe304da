// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was spent in the last seconds, by the tenth of one. A reset that was ordered elsewhere is
 * heard of a moment later, and must leave what was spent in between. Guarded by the hold book's
 * lock.
 */
final class LatestSpent {
  private static final Duration KEPT = Duration.ofSeconds(10);
  private static final Duration PART = Duration.ofMillis(100);
  private static final int MOST = 32;

  private final Deque<Part> parts = new ArrayDeque<>(0);

  /** What was spent within {@link #PART} from a time on. */
  private record Part(Instant at, BigDecimal amount) {}

  /** Notes an amount; one that was spent long ago is of no matter here. */
  void add(Instant at, BigDecimal amount, Instant now) {
    Instant oldest = now.minus(KEPT);
    while (!parts.isEmpty() && parts.getFirst().at.isBefore(oldest)) {
      parts.removeFirst();
    }
    if (at.isBefore(oldest)) {
      return;
    }
    Part last = parts.peekLast();
    if (last != null && !at.isBefore(last.at) && at.isBefore(last.at.plus(PART))) {
      parts.removeLast();
      parts.addLast(new Part(last.at, last.amount.add(amount)));
      return;
    }
    if (parts.size() == MOST) {
      parts.removeFirst();
    }
    parts.addLast(new Part(at, amount));
  }

  /** Counts again what was spent after a time, and no more than that is kept. */
  void after(Instant at, Tally tally) {
    parts.removeIf(part -> !part.at.isAfter(at));
    parts.forEach(part -> tally.add(part.at, part.amount));
  }
}
