// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

/** Runs things later, one after the other, on a thread that is nobody's. Thread-safe. */
interface Alarm {
  /**
   * Sets the alarm.
   *
   * @param delayNanos from now; 0 or less for as soon as possible
   * @param task quick, and does not throw
   */
  Ring in(long delayNanos, Runnable task);

  /** An alarm that is set. */
  @FunctionalInterface
  interface Ring {
    /** Unsets it, unless it has rung. */
    void cancel();
  }
}
