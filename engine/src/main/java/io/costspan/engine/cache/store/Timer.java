// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.store;

import io.costspan.contract.OwnThreads;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One thread of our own that does small things later; it starts with the first of them.
 * Thread-safe.
 */
public final class Timer {
  private @Nullable ScheduledThreadPoolExecutor executor;

  /**
   * Has something done later.
   *
   * @param task quick, and never throws
   * @param nanos when, from now on
   */
  public Future<?> after(long nanos, Runnable task) {
    return executor().schedule(task, nanos, TimeUnit.NANOSECONDS);
  }

  /**
   * Has something done as soon as the thread is free, in the order of asking.
   *
   * @param task quick, and never throws
   */
  public void soon(Runnable task) {
    executor().execute(task);
  }

  private synchronized ScheduledThreadPoolExecutor executor() {
    ScheduledThreadPoolExecutor known = executor;
    if (known == null) {
      known = new ScheduledThreadPoolExecutor(1, work -> OwnThreads.newThread("cache-timer", work));
      known.setRemoveOnCancelPolicy(true);
      executor = known;
    }
    return known;
  }
}
