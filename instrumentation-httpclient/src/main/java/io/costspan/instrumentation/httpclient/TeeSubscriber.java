// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.BodyFilter;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The application's body subscriber, with a tap that sees each batch after it. Views are taken
 * before, because the application's reader consumes the buffers, perhaps on another thread; the
 * bytes behind them stay. Demand passes untouched, and cancellation does, unless somebody else
 * waits for the rest of the body: then the rest is the tap's alone.
 */
final class TeeSubscriber<T> implements BodySubscriber<T> {
  private final BodySubscriber<T> own;
  private final @Nullable BodyFilter filter;
  private final Flow.Subscriber<List<ByteBuffer>> next;
  private final WatchedTap tap;
  private volatile boolean cancelled;
  private volatile @Nullable RestOfBody rest;

  /**
   * @param own whose body the application gets
   * @param filter changes what it gets; {@code null} for no filter
   */
  TeeSubscriber(BodySubscriber<T> own, @Nullable BodyFilter filter, WatchedTap tap) {
    this.own = own;
    this.filter = filter;
    this.next = filter == null ? own : new FilteringSubscriber(own, filter);
    this.tap = tap;
  }

  @Override
  public CompletionStage<T> getBody() {
    return own.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
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
    tap.delivering();
    try {
      next.onNext(batch);
    } finally {
      tap.delivered(seen);
    }
  }

  @Override
  public void onError(Throwable error) {
    RestOfBody reading = rest;
    if (reading != null) {
      reading.over(error);
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
    try {
      next.onComplete();
    } finally {
      tap.end();
    }
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
      if (rest != null || readsOn()) {
        return;
      }
      cancelled = true;
      try {
        subscription.cancel();
      } finally {
        tap.abort(null);
      }
    }

    private boolean readsOn() {
      try {
        if (cancelled || !tap.readOn()) {
          return false;
        }
        RestOfBody reading = new RestOfBody(subscription, tap, filter);
        rest = reading;
        reading.start();
        return true;
      } catch (Throwable unread) {
        rest = null;
        return false;
      }
    }
  }
}
