// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.guard.GuardedTap;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Ends the calls whose bodies nobody reads any more and nobody closed. A cleaner cannot see that:
 * the client's selector thread holds the connection, that holds the subscriber, and that is the
 * very stream the application has dropped; the response object, which nothing else holds, is
 * commonly dropped while its stream is being read. So it is time that decides.
 *
 * <p>Holds taps only, nothing of the application's. The one thread, a daemon without the
 * application's context, goes when no body is open.
 */
final class AbandonedBodies {
  /** Longer than any provider keeps a silent connection open. */
  static final Duration IDLE = Duration.ofMinutes(15);

  private final Set<WatchedTap> open = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean sweeping = new AtomicBoolean();
  private final ScheduledThreadPoolExecutor sweeper;
  private final long idleNanos;

  AbandonedBodies(Duration idle) {
    idleNanos = idle.toNanos();
    sweeper = new ScheduledThreadPoolExecutor(1, AbandonedBodies::thread);
    sweeper.setKeepAliveTime(1, TimeUnit.SECONDS);
    sweeper.allowCoreThreadTimeOut(true);
    sweeper.setRemoveOnCancelPolicy(true);
  }

  /** Watches over a body from now on until its tap has ended. */
  WatchedTap watch(GuardedTap tap) {
    WatchedTap watched = new WatchedTap(tap, this);
    open.add(watched);
    sweepLater();
    return watched;
  }

  /** Does something for one body after a while. */
  ScheduledFuture<?> schedule(Runnable late, long nanos) {
    return sweeper.schedule(late, nanos, TimeUnit.NANOSECONDS);
  }

  /** The body has ended. */
  void forget(WatchedTap watched) {
    open.remove(watched);
  }

  private void sweepLater() {
    if (sweeping.compareAndSet(false, true)) {
      try {
        ScheduledFuture<?> unused = schedule(this::sweep, idleNanos / 4);
      } catch (Throwable noThread) {
        // there is no thread to be had now: the next body tries again
        sweeper.getQueue().clear();
        sweeping.set(false);
      }
    }
  }

  private void sweep() {
    sweeping.set(false);
    for (WatchedTap watched : open) {
      if (watched.idleNanos() > idleNanos) {
        watched.abort(null);
      }
    }
    if (!open.isEmpty()) {
      sweepLater();
    }
  }

  private static Thread thread(@Nullable Runnable work) {
    // no inherited thread locals, no context loader: an application may be unloaded before us
    Thread thread = new Thread(null, work, "costspan-abandoned-bodies", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }
}
