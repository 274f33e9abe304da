// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.gate;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something another thread is about to do. */
public final class Poll {
  private Poll() {}

  /** Returns once the condition holds or the limit is over; the caller asserts which. */
  public static void until(Duration limit, BooleanSupplier condition) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      try {
        Thread.sleep(2);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
