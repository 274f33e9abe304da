// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.BodyFilter;
import io.costspan.contract.guard.RestReaders;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The rest of a body that the application has cancelled, read for the tap alone, and for who
 * listens behind the filter: what that makes of it goes nowhere else. Within bounds of time and
 * length, past which it is cancelled after all. As thread-safe as a subscriber need be.
 */
final class RestOfBody {
  private final Flow.Subscription subscription;
  private final WatchedTap tap;
  private final @Nullable BodyFilter filter;
  private final Runnable whenOver;
  private long length;
  private volatile boolean over;

  /**
   * @param whenOver run once, when no more of it is read
   */
  RestOfBody(
      Flow.Subscription subscription,
      WatchedTap tap,
      @Nullable BodyFilter filter,
      Runnable whenOver) {
    this.subscription = subscription;
    this.tap = tap;
    this.filter = filter;
    this.whenOver = whenOver;
  }

  /** Whether no more of it is read. */
  boolean isOver() {
    return over;
  }

  /** Asks for all of it, on another thread: whoever cancels does not wait. */
  void start() {
    if (!RestReaders.start(() -> subscription.request(Long.MAX_VALUE))) {
      cancel();
      return;
    }
    tap.within(RestReaders.MOST_NANOS, this::cancel);
  }

  /** The next batch. */
  void more(List<ByteBuffer> batch) {
    if (over) {
      return;
    }
    for (ByteBuffer bytes : batch) {
      length += bytes.remaining();
    }
    if (length > RestReaders.MOST_BYTES) {
      cancel();
    } else {
      if (filter != null) {
        batch.forEach(filter::filter);
      }
      tap.delivered(batch);
    }
  }

  /**
   * The body has ended.
   *
   * @param error {@code null} for well
   */
  void over(@Nullable Throwable error) {
    if (over) {
      return;
    }
    over = true;
    if (filter != null) {
      filter.finish();
    }
    if (error == null) {
      tap.end();
    } else {
      tap.abort(error);
    }
    whenOver.run();
  }

  private void cancel() {
    if (!over) {
      over = true;
      try {
        subscription.cancel();
      } finally {
        tap.abort(null);
        whenOver.run();
      }
    }
  }
}
