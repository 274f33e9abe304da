// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.join;

import io.costspan.engine.cache.key.CacheKey;
import io.costspan.engine.cache.replay.RecordingRoom;
import io.costspan.engine.cache.store.Timer;
import io.costspan.engine.usage.Usage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One request in flight and those that wait for its answer. A stream is followed from its first
 * byte on; of any other answer the followers get the whole once it is there, so that one that
 * breaks off is nobody's but the leader's. When the leader fails before anything was given out, the
 * one that has waited longest leads, and the others go on waiting: a failure is not multiplied, and
 * no more than one request is out at a time. While anybody waits for a stream nobody follows it, so
 * that one which breaks off is either everybody's or nobody's.
 *
 * <p>Nothing is completed under the lock nor on the leader's thread: those who wait are told by the
 * timer's thread, so that a slow follower slows nobody else. Thread-safe.
 */
final class Flight {
  private static final int MOST_FOLLOWERS = 10_000;
  private static final int PIECE = 16 << 10;

  private final Flights flights;
  private final CacheKey key;
  private final Timer timer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private final Set<FollowedBody> followers = new LinkedHashSet<>();
  private final SharedBytes bytes;
  private @Nullable Leader leader;
  private int status;
  private List<Map.Entry<String, String>> headers = List.of();
  private boolean streaming;
  private boolean ended;
  private boolean waking;
  private boolean slow;
  private @Nullable String broken;

  Flight(Flights flights, CacheKey key, RecordingRoom room, Timer timer) {
    this.flights = flights;
    this.key = key;
    this.timer = timer;
    this.bytes = new SharedBytes(room);
  }

  /** {@code null} when it is over and another has to begin. */
  @Nullable Joined join(Duration longest) {
    lock.lock();
    try {
      if (ended) {
        return null;
      }
      Leader out = leader;
      if (out == null) {
        out = new Leader();
        leader = out;
        return new Joined.Leads(out);
      }
      if (slow || broken != null || waiters.size() + followers.size() >= MOST_FOLLOWERS) {
        return new Joined.Alone();
      }
      if (streaming && bytes.length() > 0 && waiters.isEmpty()) {
        return follow(out);
      }
      Waiter waiter = new Waiter(this);
      waiters.add(waiter);
      waiter.within(timer.after(longest.toNanos(), () -> giveUp(waiter)));
      return new Joined.Waits(waiter.then(), waiter);
    } finally {
      lock.unlock();
    }
  }

  CompletionStage<@Nullable ByteBuffer> next(FollowedBody reader) {
    lock.lock();
    try {
      ByteBuffer held = reader.held();
      ByteBuffer piece = held == null ? piece(reader) : held;
      if (piece != null || ended || broken != null || reader.closed()) {
        return done(reader, piece);
      }
      CompletableFuture<@Nullable ByteBuffer> later = new CompletableFuture<>();
      reader.await(later);
      return bounded(reader, later);
    } finally {
      lock.unlock();
    }
  }

  void left(FollowedBody reader) {
    CompletableFuture<@Nullable ByteBuffer> asked;
    lock.lock();
    try {
      reader.close(true);
      followers.remove(reader);
      asked = reader.take();
      releaseWhenUnread();
    } finally {
      lock.unlock();
    }
    if (asked != null) {
      asked.complete(null);
    }
  }

  void left(Waiter waiter) {
    boolean waited;
    lock.lock();
    try {
      waited = waiters.remove(waiter);
    } finally {
      lock.unlock();
    }
    if (waited) {
      tell(List.of(waiter.ending(new Joined.Alone())));
    }
  }

  /** Nobody else is to wait for what this one has waited for long enough. */
  private void giveUp(Waiter waiter) {
    lock.lock();
    try {
      slow |= waiters.contains(waiter);
    } finally {
      lock.unlock();
    }
    left(waiter);
  }

  /** A leader who does not read on is waited for, but not for ever. */
  private CompletionStage<@Nullable ByteBuffer> bounded(
      FollowedBody reader, CompletableFuture<@Nullable ByteBuffer> later) {
    Future<?> bound =
        timer.after(
            flights.longestPause().toNanos(),
            () -> {
              if (stalled(reader, later)) {
                later.completeExceptionally(
                    new IOException("the identical call that was joined reads no further"));
              }
            });
    return later.whenComplete((piece, failure) -> bound.cancel(false));
  }

  private boolean stalled(FollowedBody reader, CompletableFuture<@Nullable ByteBuffer> later) {
    lock.lock();
    try {
      if (!reader.awaits(later)) {
        return false;
      }
      slow = true;
      reader.close(true);
      followers.remove(reader);
      return reader.take() != null;
    } finally {
      lock.unlock();
    }
  }

  private Joined follow(Leader followed) {
    FollowedBody body = new FollowedBody(this, followed.total);
    followers.add(body);
    body.hold(piece(body));
    return new Joined.Answered(status, headers, body);
  }

  private void follow(Leader followed, List<Runnable> news) {
    while (!waiters.isEmpty()) {
      news.add(waiters.remove().ending(follow(followed)));
    }
  }

  private @Nullable ByteBuffer piece(FollowedBody reader) {
    if (reader.closed() || reader.at() >= bytes.length()) {
      return null;
    }
    ByteBuffer piece = bytes.from(reader.at(), PIECE);
    reader.advance(piece.remaining());
    return piece;
  }

  private CompletionStage<@Nullable ByteBuffer> done(
      FollowedBody reader, @Nullable ByteBuffer piece) {
    if (piece == null) {
      followers.remove(reader); // at its end, whether it is closed or not
      releaseWhenUnread();
    }
    return piece == null && broken != null && !reader.closed()
        ? CompletableFuture.failedFuture(new IOException(broken))
        : CompletableFuture.completedFuture(piece);
  }

  /** Those who have what they waited for, to be told outside the lock. */
  private List<Runnable> served() {
    List<Runnable> served = new ArrayList<>();
    for (FollowedBody reader : List.copyOf(followers)) {
      boolean more = reader.at() < bytes.length();
      CompletableFuture<@Nullable ByteBuffer> asked = more || ended ? reader.take() : null;
      if (asked != null) {
        ByteBuffer piece = piece(reader);
        String why = broken;
        if (piece == null) {
          followers.remove(reader);
        }
        served.add(
            piece == null && why != null
                ? () -> asked.completeExceptionally(new IOException(why))
                : () -> asked.complete(piece));
      }
    }
    return served;
  }

  /** What has come since, to those who wait for it; the leader does not stay for that. */
  private void handOut() {
    List<Runnable> news = new ArrayList<>();
    lock.lock();
    try {
      waking = false;
      Leader followed = leader;
      if (followed != null && streaming && bytes.length() > 0) {
        follow(followed, news);
      }
      news.addAll(served());
    } finally {
      lock.unlock();
    }
    news.forEach(Runnable::run);
  }

  private void tell(List<Runnable> news) {
    if (!news.isEmpty()) {
      timer.soon(() -> news.forEach(Runnable::run));
    }
  }

  private void releaseWhenUnread() {
    if (ended && followers.isEmpty()) {
      bytes.release();
    }
  }

  /** The one that is out. */
  private final class Leader implements Joined.Lead {
    private final CompletableFuture<Total> total = new CompletableFuture<>();
    private boolean over;

    @Override
    public void head(int code, List<Map.Entry<String, String>> answered, boolean stream) {
      lock.lock();
      try {
        if (over || code < 200 || code > 299) {
          return;
        }
        status = code;
        headers = List.copyOf(answered);
        streaming = stream;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void data(ByteBuffer more) {
      List<Runnable> news = List.of();
      boolean wake = false;
      lock.lock();
      try {
        if (over || status == 0 || broken != null) {
          return;
        }
        if (bytes.add(more, followers.isEmpty())) {
          wake = !waking && !(followers.isEmpty() && (waiters.isEmpty() || !streaming));
          waking |= wake;
        } else {
          news = tooLong();
        }
      } finally {
        lock.unlock();
      }
      if (wake) {
        timer.soon(Flight.this::handOut);
      }
      tell(news);
    }

    @Override
    public boolean missed() {
      lock.lock();
      try {
        return !over && status != 0 && !(waiters.isEmpty() && followers.isEmpty());
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void over(boolean whole, @Nullable Object rescue, Usage usage) {
      List<Runnable> news = new ArrayList<>();
      boolean gone = false;
      lock.lock();
      try {
        if (over) {
          return;
        }
        over = true;
        boolean good = status != 0 && whole && broken == null;
        Total came = good ? new Total(usage, bytes.length()) : Total.NOTHING;
        news.add(() -> total.complete(came));
        if (good || !followers.isEmpty()) {
          finish(good, news);
          gone = true;
        } else if (rescue != null) {
          while (!waiters.isEmpty()) {
            news.add(waiters.remove().ending(new Joined.Rescued(rescue)));
          }
          finish(false, news);
          gone = true;
        } else {
          gone = succeed(news);
        }
      } finally {
        lock.unlock();
      }
      if (gone) {
        flights.ended(key, Flight.this);
      }
      tell(news);
    }

    /** Whoever has got none of it goes out alone; the others cannot go on. */
    private List<Runnable> tooLong() {
      broken = "the answer to the identical call that was joined is too long to share";
      List<Runnable> news = served();
      for (FollowedBody reader : followers) {
        CompletableFuture<@Nullable ByteBuffer> asked = reader.take();
        if (asked != null) {
          String why = broken;
          news.add(() -> asked.completeExceptionally(new IOException(why)));
        }
      }
      while (!waiters.isEmpty()) {
        news.add(waiters.remove().ending(new Joined.Alone()));
      }
      return news;
    }

    private void finish(boolean whole, List<Runnable> news) {
      if (!whole && broken == null) {
        broken = "the identical call that was joined broke off";
      }
      follow(this, news);
      ended = true;
      news.addAll(served());
      releaseWhenUnread();
    }

    /** The one that has waited longest leads from now on; with nobody waiting, it is all over. */
    private boolean succeed(List<Runnable> news) {
      status = 0;
      streaming = false;
      slow = false;
      broken = null;
      bytes.release();
      Waiter next = waiters.poll();
      if (next == null) {
        leader = null;
        ended = true;
        return true;
      }
      Leader successor = new Leader();
      leader = successor;
      news.add(next.ending(new Joined.Leads(successor)));
      return false;
    }
  }
}
