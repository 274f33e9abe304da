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
  private final long[] sorted = new long[RECENT];
  private int count;
  private int next;
  private volatile long value = -1;

  /** One more. */
  synchronized void add(long number) {
    if (count == RECENT) {
      takeOut(recent[next]);
    }
    recent[next] = number;
    next = (next + 1) % RECENT;
    putIn(number);
    value = sorted[(int) Math.ceil(count * SHARE) - 1];
  }

  private void takeOut(long number) {
    int at = Arrays.binarySearch(sorted, 0, count, number);
    System.arraycopy(sorted, at + 1, sorted, at, count - at - 1);
    count--;
  }

  private void putIn(long number) {
    int found = Arrays.binarySearch(sorted, 0, count, number);
    int at = found < 0 ? -found - 1 : found;
    System.arraycopy(sorted, at, sorted, at + 1, count - at);
    sorted[at] = number;
    count++;
  }

  /** The value; -1 when there is none yet. Of fewer than twenty it is the largest. */
  long value() {
    return value;
  }
}
