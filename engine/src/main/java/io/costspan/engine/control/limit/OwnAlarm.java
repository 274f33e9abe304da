// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import io.costspan.contract.OwnThreads;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that wakes all waiting calls. It starts when the first call waits, and ends when
 * none has waited for a while.
 */
final class OwnAlarm implements Alarm {
  private static final long IDLE_SECONDS = 30;

  private final ScheduledThreadPoolExecutor executor;

  OwnAlarm() {
    executor = new ScheduledThreadPoolExecutor(1, work -> OwnThreads.newThread("limits", work));
    executor.setRemoveOnCancelPolicy(true);
    executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
  }

  @Override
  public Ring in(long delayNanos, Runnable task) {
    ScheduledFuture<?> set = executor.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    return () -> set.cancel(false);
  }
}
