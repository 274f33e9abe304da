// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.AnswerBody;
import io.costspan.contract.guard.ForgottenBodies;
import java.io.IOException;
import java.lang.ref.Cleaner.Cleanable;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a local answer to a subscriber: a piece for each one asked for, one after the other. A
 * piece that is there goes to it on the thread that asks; one that comes later, on an executor,
 * whoever brings it. A subscriber that is forgotten closes the answer. Thread-safe.
 */
final class AnswerSubscription implements Flow.Subscription {
  private final AnswerBody body;
  private final Flow.Subscriber<List<ByteBuffer>> subscriber;
  private final Executor threads;
  private final Cleanable watch;

  private final AtomicLong demand = new AtomicLong();
  private final AtomicInteger turns = new AtomicInteger();
  private final Turn turn = new Turn();
  private volatile boolean waiting;
  private volatile boolean over;
  private volatile @Nullable Thread asking;
  private volatile @Nullable Throwable misuse;

  AnswerSubscription(
      AnswerBody body, Flow.Subscriber<List<ByteBuffer>> subscriber, Executor threads) {
    this.body = body;
    this.subscriber = subscriber;
    this.threads = threads;
    this.watch = ForgottenBodies.watch(this, body);
    turns.set(1); // nothing moves before start
  }

  /** Lets bytes flow; the subscriber has its subscription. */
  void start() {
    run();
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      misuse = new IllegalArgumentException("non-positive demand: " + n);
    } else {
      demand.accumulateAndGet(n, (now, more) -> now + more < 0 ? Long.MAX_VALUE : now + more);
    }
    turn();
  }

  @Override
  public void cancel() {
    turn.end(); // it wants to hear nothing any more
    close();
  }

  /** Nothing more of the answer flows. */
  void close() {
    if (!over) {
      over = true;
      watch.clean();
    }
  }

  /**
   * The application has cancelled the whole call, not just its body: the subscriber is told what
   * the client would tell it, so that nobody reads on in vain. Never throws.
   */
  void stop() {
    close();
    if (turn.leave()) {
      farewell();
    }
  }

  private void farewell() {
    try {
      subscriber.onError(new IOException("Request cancelled"));
    } catch (Throwable applicationsOwn) {
      // nobody is there to hear of it
    }
  }

  private void turn() {
    if (turns.getAndIncrement() == 0) {
      run();
    }
  }

  /** One thread at a time is here; a turn that comes meanwhile is taken by it. */
  private void run() {
    try {
      int taken = 1;
      do {
        while (!over && !waiting && (misuse != null || demand.get() > 0)) {
          step();
        }
        taken = turns.addAndGet(-taken);
      } while (taken != 0);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private void step() {
    Throwable wrong = misuse;
    if (wrong != null) {
      fail(wrong);
      return;
    }
    waiting = true;
    asking = Thread.currentThread();
    try {
      CompletionStage<?> unused = body.next().whenComplete(this::come);
    } finally {
      asking = null;
    }
  }

  /** Runs within {@link #step}, or later on the thread that made the piece. */
  private void come(@Nullable ByteBuffer bytes, @Nullable Throwable error) {
    if (asking == Thread.currentThread()) {
      piece(bytes, error);
    } else if (!over) {
      threads.execute(() -> piece(bytes, error));
    }
  }

  private void piece(@Nullable ByteBuffer bytes, @Nullable Throwable error) {
    if (over) {
      return;
    }
    if (error != null) {
      fail(ObservedCall.unwrap(error));
    } else if (bytes == null) {
      over = true;
      watch.clean();
      if (turn.end()) {
        subscriber.onComplete();
      }
    } else {
      demand.decrementAndGet();
      deliver(bytes);
      waiting = false;
      turn();
    }
  }

  private void deliver(ByteBuffer bytes) {
    if (!turn.take()) {
      return;
    }
    try {
      subscriber.onNext(List.of(bytes.asReadOnlyBuffer()));
    } catch (Throwable applicationsOwn) {
      fail(applicationsOwn);
    } finally {
      if (turn.giveBack()) {
        farewell();
      }
    }
  }

  private void fail(Throwable error) {
    over = true;
    watch.clean();
    if (turn.end()) {
      subscriber.onError(error);
    }
  }
}
