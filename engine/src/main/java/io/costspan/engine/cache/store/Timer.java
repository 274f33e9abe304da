// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.store;

import io.costspan.contract.OwnThreads;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Threads of our own, one that does small things at their time and one that does others as soon as
 * it can, so that these hold up no bound; each starts with the first of them. Thread-safe.
 */
public final class Timer {
  private final ThreadFactory hands;
  private @Nullable ScheduledThreadPoolExecutor executor;
  private @Nullable ThreadPoolExecutor hand;

  /** A timer whose threads start when there is something to do. */
  public Timer() {
    this(work -> OwnThreads.newThread("cache-hand", work));
  }

  /**
   * @param hands makes the thread for what is done as soon as it can be
   */
  Timer(ThreadFactory hands) {
    this.hands = hands;
  }

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
   * Has something done as soon as the thread is free, in the order of asking; here and now where no
   * thread can be had, for somebody waits for it.
   *
   * @param task never throws
   */
  public void soon(Runnable task) {
    try {
      hand().execute(task);
    } catch (RejectedExecutionException | OutOfMemoryError noThread) {
      task.run();
    }
  }

  private synchronized ThreadPoolExecutor hand() {
    ThreadPoolExecutor known = hand;
    if (known == null) {
      known =
          new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), hands);
      known.allowCoreThreadTimeOut(true);
      hand = known;
    }
    return known;
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
