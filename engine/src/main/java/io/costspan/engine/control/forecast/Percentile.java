// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.forecast;

import java.util.Arrays;

/**
 * The value that 95 of 100 recent ones do not pass. Learns on one thread at a time; may be read on
 * any.
 */
final class Percentile {
  private static final int RECENT = 100;
  private static final double SHARE = 0.95;

  private final long[] recent = new long[RECENT];
  private int count;
  private int next;
  private volatile long value = -1;

  /** One more. */
  synchronized void add(long number) {
    recent[next] = number;
    next = (next + 1) % RECENT;
    count = Math.min(RECENT, count + 1);
    long[] sorted = Arrays.copyOf(recent, count);
    Arrays.sort(sorted);
    value = sorted[(int) Math.ceil(count * SHARE) - 1];
  }

  /** The value; -1 when there is none yet. Of fewer than twenty it is the largest. */
  long value() {
    return value;
  }
}
