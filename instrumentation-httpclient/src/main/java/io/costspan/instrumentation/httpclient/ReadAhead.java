// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A request body read before it is sent, of a publisher that may be readable only once and may take
 * its time. It is subscribed to once, in the client's stead. When it has ended within the limit and
 * in time, the client is sent the very bytes read, as often as it asks. Else the client gets what
 * was read and then the rest, by the same subscription, as it comes; and asks the publisher itself
 * where it subscribes again, or where nobody has come to reading yet. Thread-safe.
 */
final class ReadAhead implements BodyPublisher, Flow.Subscriber<ByteBuffer>, Flow.Subscription {
  /** How long a publisher may take before the request goes out without its being known. */
  static final long MOST_MILLIS = 1000;

  private final BodyPublisher body;
  private final int limit;
  private final CompletableFuture<@Nullable ByteBuffer> read = new CompletableFuture<>();
  private final AtomicBoolean begun = new AtomicBoolean();
  private final AtomicBoolean taken = new AtomicBoolean();

  private final Queue<ByteBuffer> pieces = new ConcurrentLinkedQueue<>();
  private final AtomicLong demand = new AtomicLong();
  private final AtomicInteger turns = new AtomicInteger();
  private volatile long length;
  private volatile boolean asked = true;
  private volatile boolean ended;
  private volatile boolean over;
  private volatile @Nullable Throwable error;
  private volatile @Nullable Throwable refusal;
  private volatile Flow.@Nullable Subscription source;
  private volatile Flow.@Nullable Subscriber<? super ByteBuffer> client;

  ReadAhead(BodyPublisher body, int limit) {
    this.body = body;
    this.limit = limit;
  }

  /** Reads on one of {@code threads}: a publisher may take its time to be subscribed to. */
  void start(Executor threads) {
    CompletableFuture<?> unused = read.completeOnTimeout(null, MOST_MILLIS, TimeUnit.MILLISECONDS);
    threads.execute(this::begin);
  }

  private void begin() {
    if (over || !begun.compareAndSet(false, true)) {
      return;
    }
    try {
      body.subscribe(this);
    } catch (Throwable applicationsOwn) {
      refusal = applicationsOwn;
      onError(applicationsOwn); // the client may have subscribed already
    }
  }

  /** Waits for what {@link #start} has begun; less long when the thread is interrupted. */
  void await(Patience patience) {
    try {
      read.get(patience.atMost(TimeUnit.MILLISECONDS.toNanos(MOST_MILLIS)), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException late) {
      // it goes out unknown
    }
    read.complete(null);
  }

  /** The whole body, read-only; {@code null} when it could not be had. Completes in time. */
  CompletableFuture<@Nullable ByteBuffer> read() {
    return read;
  }

  /** The whole body, if it is there. */
  @Nullable ByteBuffer whole() {
    ByteBuffer known = read.getNow(null);
    return known == null ? null : known.duplicate();
  }

  /** Nothing is sent: whoever publishes need not go on. */
  void abandon() {
    if (taken.compareAndSet(false, true) && whole() == null) {
      cancel();
    }
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    boolean first = taken.compareAndSet(false, true);
    if (begun.compareAndSet(false, true)) {
      body.subscribe(subscriber);
      return;
    }
    ByteBuffer known = whole();
    if (known != null) {
      byte[] bytes = new byte[known.remaining()];
      known.get(bytes);
      BodyPublishers.ofByteArray(bytes).subscribe(subscriber);
      return;
    }
    Throwable refused = refusal;
    if (first && refused instanceof RuntimeException exception) {
      throw exception;
    }
    if (!first) {
      body.subscribe(subscriber);
      return;
    }
    subscriber.onSubscribe(this);
    client = subscriber;
    turn();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    if (over) {
      subscription.cancel();
    } else {
      subscription.request(1);
    }
  }

  @Override
  public void onNext(ByteBuffer item) {
    ByteBuffer copy = ByteBuffer.allocate(item.remaining());
    copy.put(item.duplicate()).flip(); // whoever publishes may use its buffer again
    long known = length + copy.remaining();
    length = known;
    asked = false;
    pieces.add(copy);
    if (known > limit) {
      read.complete(null);
    }
    if (!read.isDone()) {
      ask();
    }
    turn();
  }

  @Override
  public void onError(Throwable failure) {
    error = failure;
    ended = true;
    read.complete(null);
    turn();
  }

  @Override
  public void onComplete() {
    ended = true;
    long announced = body.contentLength();
    if (!read.isDone()) {
      read.complete(announced < 0 || announced == length ? joined() : null);
    }
    turn();
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      error = new IllegalArgumentException("non-positive demand: " + n);
      ended = true;
      pieces.clear();
    } else {
      demand.accumulateAndGet(n, (now, more) -> now + more < 0 ? Long.MAX_VALUE : now + more);
    }
    turn();
  }

  @Override
  public void cancel() {
    over = true;
    Flow.Subscription subscription = source;
    if (subscription != null) {
      subscription.cancel();
    }
  }

  private void ask() {
    Flow.Subscription subscription = source;
    if (subscription != null && !over) {
      asked = true;
      subscription.request(1);
    }
  }

  private ByteBuffer joined() {
    ByteBuffer all = ByteBuffer.allocate((int) length);
    pieces.forEach(piece -> all.put(piece.duplicate()));
    return all.flip().asReadOnlyBuffer();
  }

  /** One thread at a time delivers; a turn that comes meanwhile is taken by it. */
  private void turn() {
    if (turns.getAndIncrement() != 0) {
      return;
    }
    int done = 1;
    do {
      Flow.Subscriber<? super ByteBuffer> to = client;
      if (to != null) {
        deliver(to);
      }
      done = turns.addAndGet(-done);
    } while (done != 0);
  }

  private void deliver(Flow.Subscriber<? super ByteBuffer> to) {
    while (!over && demand.get() > 0) {
      ByteBuffer piece = pieces.poll();
      if (piece != null) {
        demand.decrementAndGet();
        to.onNext(piece);
      } else if (asked || ended) {
        break;
      } else {
        ask(); // what it brings may be there already
      }
    }
    boolean last = ended;
    if (last && !over && pieces.isEmpty()) {
      over = true;
      Throwable failure = error;
      if (failure == null) {
        to.onComplete();
      } else {
        to.onError(failure);
      }
    }
  }
}
