// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.breaker;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Dollars spent within the latest period, whenever it began. Spending of the same 256th of the
 * period is kept as one and counts until the last of it is a period old. Not thread-safe.
 */
final class RecentSpend {
  private static final int PARTS = 256;

  private final Deque<Part> parts = new ArrayDeque<>();
  private BigDecimal sum = BigDecimal.ZERO;

  /** Adds; returns what the latest period comes to. */
  BigDecimal add(BigDecimal usd, long now, long periodNanos) {
    long partNanos = Math.max(1, periodNanos / PARTS);
    Part oldest = parts.peekFirst();
    while (oldest != null && now - oldest.until >= periodNanos) {
      sum = sum.subtract(oldest.usd);
      parts.removeFirst();
      oldest = parts.peekFirst();
    }
    Part newest = parts.peekLast();
    if (newest == null || now >= newest.until) {
      newest = new Part(now + partNanos);
      parts.addLast(newest);
    }
    newest.usd = newest.usd.add(usd);
    sum = sum.add(usd);
    return sum;
  }

  /** What the period came to when something was added last. */
  BigDecimal sum() {
    return sum;
  }

  void clear() {
    parts.clear();
    sum = BigDecimal.ZERO;
  }

  private static final class Part {
    final long until;
    BigDecimal usd = BigDecimal.ZERO;

    Part(long until) {
      this.until = until;
    }
  }
}
