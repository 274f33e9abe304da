// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.BodyFilter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the application's subscriber and changes what it gets. A batch of which nothing is
 * left is answered by asking for another, and the filter's last bytes wait for demand like any
 * others.
 */
final class FilteringSubscriber implements Flow.Subscriber<List<ByteBuffer>>, Flow.Subscription {
  private final Flow.Subscriber<List<ByteBuffer>> own;
  private final BodyFilter filter;
  private final AtomicLong demand = new AtomicLong();
  private final AtomicBoolean finished = new AtomicBoolean();
  private volatile @Nullable ByteBuffer tail;
  private volatile Flow.@Nullable Subscription upstream;

  FilteringSubscriber(Flow.Subscriber<List<ByteBuffer>> own, BodyFilter filter) {
    this.own = own;
    this.filter = filter;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    upstream = subscription;
    own.onSubscribe(this);
  }

  @Override
  public void onNext(List<ByteBuffer> batch) {
    List<ByteBuffer> changed = new ArrayList<>(batch.size());
    for (ByteBuffer bytes : batch) {
      ByteBuffer kept = filter.filter(bytes);
      if (kept.hasRemaining()) {
        changed.add(kept.asReadOnlyBuffer());
      }
    }
    if (changed.isEmpty()) {
      askUpstream(1);
    } else {
      demand.decrementAndGet();
      own.onNext(List.copyOf(changed));
    }
  }

  @Override
  public void onError(Throwable error) {
    if (finished.compareAndSet(false, true)) {
      // it came before the error, and would have been seen
      ByteBuffer held = filter.finish();
      if (held.hasRemaining() && demand.get() > 0) {
        own.onNext(List.of(held.asReadOnlyBuffer()));
      }
    }
    own.onError(error);
  }

  @Override
  public void onComplete() {
    tail = filter.finish();
    finishIfWanted();
  }

  @Override
  public void request(long n) {
    demand.accumulateAndGet(n, (now, more) -> now + more < 0 ? Long.MAX_VALUE : now + more);
    if (tail == null) {
      askUpstream(n);
    }
    finishIfWanted();
  }

  @Override
  public void cancel() {
    finished.set(true);
    Flow.Subscription subscription = upstream;
    if (subscription != null) {
      subscription.cancel();
    }
  }

  private void askUpstream(long n) {
    Flow.Subscription subscription = upstream;
    if (subscription != null) {
      subscription.request(n);
    }
  }

  private void finishIfWanted() {
    ByteBuffer last = tail;
    if (last == null || (last.hasRemaining() && demand.get() <= 0)) {
      return;
    }
    if (finished.compareAndSet(false, true)) {
      if (last.hasRemaining()) {
        own.onNext(List.of(last.asReadOnlyBuffer()));
      }
      own.onComplete();
    }
  }
}
