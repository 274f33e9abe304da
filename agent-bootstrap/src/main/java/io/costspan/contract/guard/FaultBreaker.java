// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract.guard;

import io.costspan.log.AgentLog;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Counts the faults inside one hook and switches the hook off, for good and with one line, when
 * they come in a row: a fault that repeats is a defect, and an application is better off without a
 * defective hook. Thread-safe; never throws, not even on the stack that has just overflowed.
 */
public final class FaultBreaker {
  /** So many faults within {@link #WINDOW_NANOS} switch the hook off. */
  public static final int THRESHOLD = 10;

  /** Faults further apart than this are not the same trouble. */
  static final long WINDOW_NANOS = TimeUnit.HOURS.toNanos(1);

  private final String hook;
  private final LongSupplier nanoClock;

  private int faults;
  private long windowStart;
  private volatile boolean open;

  /**
   * @param hook what stops working when the breaker opens, in the user's words
   */
  public FaultBreaker(String hook) {
    this(hook, System::nanoTime);
  }

  FaultBreaker(String hook, LongSupplier nanoClock) {
    this.hook = hook;
    this.nanoClock = nanoClock;
  }

  /** Whether the hook is off. */
  public boolean open() {
    return open;
  }

  /** Something inside the hook threw; the application did not notice. */
  public void fault(Throwable fault) {
    try {
      AgentLog.debug("fault inside " + hook + ", call continues without costspan", fault);
      if (count() == THRESHOLD) {
        open = true;
        AgentLog.warn(
            hook
                + " switched off after "
                + THRESHOLD
                + " internal faults; calls go on unmetered. The last one",
            fault);
      }
    } catch (Throwable ignored) {
      // there is nothing left to report with
    }
  }

  /** The number of this fault in its window; past the threshold it keeps counting. */
  private synchronized int count() {
    if (open) {
      return THRESHOLD + 1;
    }
    long now = nanoClock.getAsLong();
    if (faults == 0 || now - windowStart > WINDOW_NANOS) {
      windowStart = now;
      faults = 0;
    }
    return ++faults;
  }
}
