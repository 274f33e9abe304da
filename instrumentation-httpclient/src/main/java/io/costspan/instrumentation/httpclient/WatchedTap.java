// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.guard.GuardedTap;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * The tap of one answer's body. It knows when something last happened to the body, and it keeps the
 * order the contract asks for: an application that cancels on seeing a batch, from within or from
 * another thread, ends the call after the tap has seen that batch, too. The last batch is the one
 * with the usage in it. Thread-safe; never throws.
 */
final class WatchedTap {
  private final GuardedTap tap;
  private final AbandonedBodies watch;
  private volatile long lastProgress = System.nanoTime();

  private volatile @Nullable ScheduledFuture<?> limit;

  private boolean delivering;
  private boolean aborted;
  private @Nullable Throwable cause;

  WatchedTap(GuardedTap tap, AbandonedBodies watch) {
    this.tap = tap;
    this.watch = watch;
  }

  /** The body was asked for. */
  void progress() {
    lastProgress = System.nanoTime();
  }

  /** For how long nothing has happened, in nanoseconds. */
  long idleNanos() {
    return System.nanoTime() - lastProgress;
  }

  /** The application is being given a batch. */
  synchronized void delivering() {
    delivering = true;
  }

  /** The application has been given this batch. */
  void delivered(List<ByteBuffer> batch) {
    progress();
    for (ByteBuffer bytes : batch) {
      tap.data(bytes);
    }
    boolean over;
    synchronized (this) {
      delivering = false;
      over = aborted;
    }
    if (over) {
      finishAborting();
    }
  }

  /** Whether somebody waits for what the application does not read. */
  boolean readOn() {
    return tap.readOn();
  }

  /** Runs {@code late} unless the body has ended by then. */
  void within(long nanos, Runnable late) {
    ScheduledFuture<?> timer = watch.schedule(late, nanos);
    limit = timer;
    if (tap.ended()) {
      timer.cancel(false);
    }
  }

  /** The body has been read to its end. */
  void end() {
    forget();
    tap.end();
  }

  /** The body will not be read to its end; the first cause counts. */
  void abort(@Nullable Throwable why) {
    synchronized (this) {
      if (!aborted) {
        aborted = true;
        cause = why;
      }
      if (delivering) {
        return;
      }
    }
    finishAborting();
  }

  private void finishAborting() {
    Throwable why;
    synchronized (this) {
      why = cause;
    }
    forget();
    tap.abort(why);
  }

  private void forget() {
    watch.forget(this);
    ScheduledFuture<?> timer = limit;
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
