// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.contract.OwnThreads;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One daemon thread for all, started with the first task. */
final class OneThreadAlarm implements Alarm {
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable ScheduledThreadPoolExecutor timer;

  @Override
  public Runnable in(long nanos, Runnable task) {
    Future<?> set = timer().schedule(task, nanos, TimeUnit.NANOSECONDS);
    return () -> set.cancel(false);
  }

  private ScheduledThreadPoolExecutor timer() {
    lock.lock();
    try {
      ScheduledThreadPoolExecutor known = timer;
      if (known == null) {
        known =
            new ScheduledThreadPoolExecutor(1, work -> OwnThreads.newThread("budget-waits", work));
        known.setRemoveOnCancelPolicy(true);
        timer = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }
}
