// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.Verdict;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How long a call may be kept waiting before it is sent: as long as the application's request may
 * take in all, from when it was made. Thread-safe.
 */
final class Patience {
  private static final Duration COUNTABLE = Duration.ofDays(100 * 365);

  private final @Nullable Duration limit;
  private final long start = System.nanoTime();

  Patience(HttpRequest request) {
    this.limit = request.timeout().filter(Patience::countable).orElse(null);
  }

  /** Centuries are no limit, and more nanoseconds than there are numbers for. */
  private static boolean countable(Duration limit) {
    return limit.compareTo(COUNTABLE) < 0;
  }

  /** What is left of {@code nanos}, or of the request's time when that is less. */
  long atMost(long nanos) {
    return limit == null ? nanos : Math.min(nanos, nanosLeft(limit));
  }

  /** What is left, at least a millisecond; {@code null} for no limit. */
  @Nullable Duration left() {
    return limit == null ? null : Duration.ofNanos(nanosLeft(limit));
  }

  /**
   * Waits on the caller's thread.
   *
   * @return {@code null} when it was interrupted, of which its flag still tells
   * @throws TimeoutException when the request's time is up
   */
  @Nullable Verdict await(CompletionStage<Verdict> stage) throws TimeoutException {
    CompletableFuture<Verdict> decided = stage.toCompletableFuture();
    try {
      return limit == null ? decided.get() : decided.get(nanosLeft(limit), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException impossible) {
      return Verdict.SEND; // the guard lets no such stage through
    }
  }

  /** Runs {@code late} when the request's time is up, unless {@code decided} is done before. */
  void watch(CompletableFuture<?> decided, Runnable late) {
    if (limit == null) {
      return;
    }
    CompletableFuture<Boolean> timeIsUp = new CompletableFuture<>();
    CompletableFuture<?> unusedDecided =
        decided.whenComplete((value, failure) -> timeIsUp.complete(false));
    CompletableFuture<?> unused =
        timeIsUp
            .completeOnTimeout(true, nanosLeft(limit), TimeUnit.NANOSECONDS)
            .thenAccept(
                up -> {
                  if (up) {
                    late.run();
                  }
                });
  }

  private long nanosLeft(Duration most) {
    long left = most.toNanos() - (System.nanoTime() - start);
    return Math.max(left, TimeUnit.MILLISECONDS.toNanos(1));
  }
}
