// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.BodyFilter;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The application's body subscriber, with a tap that sees each batch after it. Views are taken
 * before, because the application's reader consumes the buffers, perhaps on another thread; the
 * bytes behind them stay. Demand passes untouched, and cancellation does, unless somebody else
 * waits for the rest of the body: then the rest is the tap's alone.
 *
 * <p>Of an answer that others may follow, the client gets the body from here, not from the
 * application's subscriber: that one fails when the application leaves, and the client is not to
 * see it while the exchange goes on.
 */
final class TeeSubscriber<T> implements BodySubscriber<T> {
  private final BodySubscriber<T> own;
  private final @Nullable BodyFilter filter;
  private final Flow.Subscriber<List<ByteBuffer>> next;
  private final WatchedTap tap;
  private final Turn turn = new Turn();
  private final @Nullable CompletableFuture<@Nullable T> body;
  private volatile @Nullable CompletionStage<T> ownBody;
  private volatile Flow.@Nullable Subscription upstream;
  private volatile boolean cancelled;
  private volatile boolean left;
  private volatile @Nullable RestOfBody rest;

  /**
   * @param own whose body the application gets
   * @param filter changes what it gets; {@code null} for no filter
   * @param followed whether others may come to read the answer, too
   */
  TeeSubscriber(
      BodySubscriber<T> own, @Nullable BodyFilter filter, WatchedTap tap, boolean followed) {
    this.own = own;
    this.filter = filter;
    this.next = filter == null ? own : new FilteringSubscriber(own, filter);
    this.tap = tap;
    this.body = followed ? new CompletableFuture<>() : null;
  }

  @Override
  @SuppressWarnings("NullAway") // null is for a response that nobody gets any more
  public CompletionStage<T> getBody() {
    CompletableFuture<@Nullable T> shared = body;
    if (shared == null) {
      return own.getBody();
    }
    CompletionStage<T> owns = own.getBody();
    ownBody = owns;
    relay(owns, shared);
    return shared;
  }

  private void relay(CompletionStage<T> from, CompletableFuture<@Nullable T> shared) {
    CompletionStage<?> unused =
        from.whenComplete(
            (value, error) -> {
              if (left) {
                return; // the client's body is there when the rest has been read
              }
              if (error == null) {
                shared.complete(value);
              } else {
                shared.completeExceptionally(error);
              }
            });
  }

  /**
   * The application has cancelled the whole call, not just its body. Whether the exchange goes on
   * all the same, for those who follow the answer; the application's subscriber is told then what
   * the client would tell it. Never throws.
   */
  boolean leave() {
    Flow.Subscription subscription = upstream;
    if (body == null || subscription == null) {
      return false;
    }
    left = true; // before anything of the rest can be over
    RestOfBody reading = rest;
    if (reading != null && reading.isOver()) {
      restIsRead();
    } else if (reading == null && !readsOn(subscription)) {
      stay();
      return false;
    }
    if (turn.leave()) {
      farewell();
    } else if (turn.over()) {
      stay();
    }
    return true;
  }

  /** Its subscriber has come to the end of the body, or is about to, before it could leave. */
  private void stay() {
    left = false;
    CompletionStage<T> owns = ownBody;
    CompletableFuture<@Nullable T> shared = body;
    if (owns != null && shared != null) {
      relay(owns, shared);
    }
  }

  private void farewell() {
    try {
      own.onError(new IOException("Request cancelled"));
    } catch (Throwable applicationsOwn) {
      // nobody is there to hear of it
    }
  }

  private boolean readsOn(Flow.Subscription subscription) {
    try {
      if (cancelled || rest != null || turn.over() || !tap.readOn()) {
        return false;
      }
      RestOfBody reading = new RestOfBody(subscription, tap, filter, this::restIsRead);
      rest = reading;
      reading.start();
      return true;
    } catch (Throwable unread) {
      rest = null;
      return false;
    }
  }

  private void restIsRead() {
    CompletableFuture<@Nullable T> shared = body;
    if (shared != null && left) {
      shared.complete(null);
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    upstream = subscription;
    Flow.Subscription watched = subscription;
    try {
      watched = new Watched(subscription);
    } catch (Throwable unseen) {
      // only its cancellation is not seen; a body that is not read on is found later
    }
    next.onSubscribe(watched);
  }

  @Override
  public void onNext(List<ByteBuffer> batch) {
    RestOfBody reading = rest;
    if (reading != null) {
      reading.more(batch);
      return;
    }
    List<ByteBuffer> seen = views(batch);
    if (!turn.take()) {
      restIs().more(batch);
      return;
    }
    tap.delivering();
    try {
      next.onNext(batch);
    } finally {
      tap.delivered(seen);
      if (turn.giveBack()) {
        farewell();
      }
    }
  }

  @Override
  public void onError(Throwable error) {
    RestOfBody reading = rest;
    if (reading != null) {
      reading.over(error);
      return;
    }
    if (!turn.end()) {
      restIs().over(error);
      return;
    }
    try {
      next.onError(error);
    } finally {
      // from JDK 25 on a cancellation is answered by an error, before cancel has returned
      tap.abort(cancelled ? null : error);
    }
  }

  @Override
  public void onComplete() {
    RestOfBody reading = rest;
    if (reading != null) {
      reading.over(null);
      return;
    }
    if (!turn.end()) {
      restIs().over(null);
      return;
    }
    try {
      next.onComplete();
    } finally {
      tap.end();
    }
  }

  /** There is one from before the application has left, which may be since we asked. */
  private RestOfBody restIs() {
    return Objects.requireNonNull(rest);
  }

  private static List<ByteBuffer> views(List<ByteBuffer> batch) {
    if (batch.size() == 1) {
      return List.of(batch.get(0).asReadOnlyBuffer());
    }
    List<ByteBuffer> views = new ArrayList<>(batch.size());
    for (ByteBuffer bytes : batch) {
      views.add(bytes.asReadOnlyBuffer());
    }
    return views;
  }

  private final class Watched implements Flow.Subscription {
    private final Flow.Subscription subscription;

    Watched(Flow.Subscription subscription) {
      this.subscription = subscription;
    }

    @Override
    public void request(long n) {
      tap.progress();
      subscription.request(n);
    }

    @Override
    public void cancel() {
      if (rest != null || readsOn(subscription)) {
        return;
      }
      cancelled = true;
      try {
        subscription.cancel();
      } finally {
        tap.abort(null);
      }
    }
  }
}
