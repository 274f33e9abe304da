// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A future whose cancellation reaches the exchange under way, as that of the client's own future
 * does: by {@code cancel(true)} only, and from each future that depends on it, too, even when this
 * one is complete: who reads the body there is stopped. What has not been sent is not sent any more
 * after either. Thread-safe.
 */
final class CancellingFuture<T> extends CompletableFuture<T> {
  private final Runnable whenUnsent;
  private boolean sent;
  private boolean over;
  private boolean interrupting;
  private @Nullable Runnable underWay;

  /**
   * @param whenUnsent told of a cancellation while no request is under way
   */
  CancellingFuture(Runnable whenUnsent) {
    this.whenUnsent = whenUnsent;
  }

  /** Whether a request may still be sent; from then on a cancellation is that exchange's. */
  synchronized boolean startSending() {
    sent = !over;
    return sent;
  }

  /** Whether nothing was sent, and nothing will be any more. */
  synchronized boolean endUnsent() {
    boolean first = !over && !sent && !isDone();
    over |= first;
    return first;
  }

  /**
   * An exchange is under way.
   *
   * @param exchange cancels it; run at once, when the cancellation came first
   */
  void cancelling(Runnable exchange) {
    boolean late;
    synchronized (this) {
      underWay = exchange;
      late = over && interrupting;
    }
    if (late) {
      exchange.run();
    }
  }

  /** Fails as the client's own future does: what depends on it gets the cause wrapped. */
  void fail(Throwable error) {
    Throwable cause = ObservedCall.unwrap(error);
    completeExceptionally(
        cause instanceof CancellationException ? cause : new CompletionException(cause));
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (!super.cancel(mayInterruptIfRunning)) {
      return false;
    }
    Runnable exchange;
    boolean unsent;
    synchronized (this) {
      boolean first = !over;
      over = true;
      interrupting = mayInterruptIfRunning;
      exchange = underWay;
      unsent = first && !sent;
    }
    if (unsent) {
      whenUnsent.run();
    }
    if (exchange != null && mayInterruptIfRunning) {
      exchange.run();
    }
    return true;
  }

  private void cancelExchange() {
    Runnable exchange;
    synchronized (this) {
      exchange = underWay;
    }
    if (exchange != null) {
      exchange.run();
    }
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new Dependent<>(this);
  }

  /** What the application made of it. */
  private static final class Dependent<U> extends CompletableFuture<U> {
    private final CancellingFuture<?> root;

    Dependent(CancellingFuture<?> root) {
      this.root = root;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      if (cancelled && mayInterruptIfRunning && !root.cancel(true)) {
        root.cancelExchange(); // its body is still being read
      }
      return cancelled;
    }

    @Override
    public <V> CompletableFuture<V> newIncompleteFuture() {
      return new Dependent<>(root);
    }
  }
}
