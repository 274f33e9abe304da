// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.store;

import io.costspan.contract.OwnThreads;
import io.costspan.engine.cache.key.CacheKey;
import io.costspan.engine.file.PrivateFiles;
import io.costspan.log.AgentLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers on disk, for this user's JVMs on this host and for those after them. One thread of our
 * own reads, one writes; who asks never waits for either longer than {@value #WAIT_MILLIS} ms.
 * Whatever goes wrong with the disk is a miss, and told. Thread-safe.
 */
public final class DiskStore {
  private static final long WAIT_MILLIS = 50;
  private static final long LOOK_MILLIS = 5_000;
  private static final int MOST_WAITING = 64;
  private static final long MOST_UNWRITTEN = 16L << 20;
  private static final Duration AHEAD = Duration.ofSeconds(5);
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final DiskFolder folder;
  private final Supplier<byte[]> salt;
  private final Clock clock;
  private final Timer timer;
  private final ThreadPoolExecutor reader = thread("cache-read");
  private final ThreadPoolExecutor writer = thread("cache-write");
  private final Map<CacheKey, CompletableFuture<@Nullable Found>> reading =
      new ConcurrentHashMap<>();
  private final AtomicLong unwritten = new AtomicLong();
  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile long lookedNanos = System.nanoTime() - TimeUnit.HOURS.toNanos(1);
  private volatile long brokenNanos;
  private volatile @Nullable String trouble;

  /**
   * @param directory where the files are; made when it is missing
   * @param mostBytes what all files may take
   * @param salt private to this host
   * @param clock wall clock
   * @param timer for waits that are over
   */
  public DiskStore(
      Path directory, long mostBytes, Supplier<byte[]> salt, Clock clock, Timer timer) {
    this(new DiskFolder(directory, mostBytes, PrivateFiles::replace), salt, clock, timer);
  }

  DiskStore(DiskFolder folder, Supplier<byte[]> salt, Clock clock, Timer timer) {
    this.folder = folder;
    this.salt = salt;
    this.clock = clock;
    this.timer = timer;
    look();
  }

  /** Whether the answer of a key may be here. Looks at no file. */
  public boolean mayHave(CacheKey key) {
    if (System.nanoTime() - lookedNanos > TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS)) {
      look();
    }
    return folder.has(key);
  }

  /** The answer of a key, soon; {@code null} when there is none, or when it takes too long. */
  public CompletableFuture<@Nullable Found> find(CacheKey key) {
    CompletableFuture<@Nullable Found> mine = new CompletableFuture<>();
    CompletableFuture<@Nullable Found> theirs = reading.putIfAbsent(key, mine);
    if (theirs != null) {
      return theirs;
    }
    long wait = TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS);
    Future<?> bound = timer.after(wait, () -> done(key, mine, null));
    boolean asked =
        has(
            reader,
            () -> {
              done(key, mine, read(key));
              bound.cancel(false);
            });
    if (!asked) {
      done(key, mine, null);
    }
    return mine;
  }

  /** Keeps an answer, soon; not at all when the disk is slower than answers come. */
  public void put(CacheKey key, StoredAnswer answer) {
    int weight = answer.weight();
    boolean broken = trouble != null && System.nanoTime() - brokenNanos < RETRY_NANOS;
    if (broken) {
      return;
    }
    if (unwritten.addAndGet(weight) > MOST_UNWRITTEN
        || !has(writer, () -> write(key, answer, weight))) {
      unwritten.addAndGet(-weight);
    }
  }

  /**
   * Deletes answers. Takes as long as reading all of them; for no thread of the application.
   *
   * @return how many there were
   */
  public int remove(Predicate<StoredAnswer> which) {
    int removed = 0;
    try {
      folder.look(clock.instant());
      for (CacheKey key : folder.keys()) {
        removed += removed(key, which) ? 1 : 0;
      }
    } catch (IOException e) {
      failed(e);
    }
    return removed;
  }

  /** What does not work, in words; {@code null} when all does. */
  public @Nullable String trouble() {
    return trouble;
  }

  /** How many answers there are, about. */
  public long entries() {
    return folder.count();
  }

  /** What their files take, in bytes, about. */
  public long bytes() {
    return folder.bytes();
  }

  /** How many had to make room for others. */
  public long evictions() {
    return folder.evictions();
  }

  /** Waits until what was put is written; for tests. */
  boolean quiet() throws InterruptedException {
    CompletableFuture<Boolean> last = new CompletableFuture<>();
    writer.execute(() -> last.complete(true));
    return last.completeOnTimeout(false, 10, TimeUnit.SECONDS).join();
  }

  private void look() {
    if (looking.compareAndSet(false, true) && !has(writer, this::lookNow)) {
      looking.set(false);
    }
  }

  private void lookNow() {
    try {
      folder.look(clock.instant());
      trouble = null;
    } catch (IOException | RuntimeException e) {
      failed(e);
    } finally {
      lookedNanos = System.nanoTime();
      looking.set(false);
    }
  }

  private @Nullable Found read(CacheKey key) {
    try {
      byte[] bytes = folder.read(key);
      if (bytes == null) {
        return null;
      }
      StoredAnswer answer = AnswerFile.decode(key, bytes, salt.get());
      Duration age = Duration.between(answer.stored(), clock.instant());
      // a clock that was set back cannot tell how old it is
      return age.compareTo(AHEAD.negated()) < 0
          ? null
          : new Found(answer, age.isNegative() ? Duration.ZERO : age);
    } catch (IOException | RuntimeException e) {
      AgentLog.debug("a stored answer could not be read", e);
      forget(key);
      return null;
    }
  }

  private void forget(CacheKey key) {
    try {
      folder.delete(key);
    } catch (IOException e) {
      failed(e);
    }
  }

  private void write(CacheKey key, StoredAnswer answer, int weight) {
    try {
      Instant until = answer.stored().plus(answer.ttl()).plus(answer.grace());
      folder.write(key, AnswerFile.encode(key, answer, salt.get()), until);
      trouble = null;
    } catch (IOException | RuntimeException e) {
      failed(e);
    } finally {
      unwritten.addAndGet(-weight);
    }
  }

  private boolean removed(CacheKey key, Predicate<StoredAnswer> which) throws IOException {
    byte[] bytes = folder.read(key);
    if (bytes == null) {
      return false;
    }
    try {
      if (!which.test(AnswerFile.decode(key, bytes, salt.get()))) {
        return false;
      }
    } catch (IOException another) {
      return false; // a JVM with another salt wrote it, or it is torn; who asks for it finds out
    }
    folder.delete(key);
    return true;
  }

  private void failed(Exception e) {
    trouble = "answers are not kept on disk: " + e;
    brokenNanos = System.nanoTime();
    AgentLog.warnOnce("cache-disk", "answers are not kept on disk: " + e);
  }

  private void done(CacheKey key, CompletableFuture<@Nullable Found> asked, @Nullable Found found) {
    reading.remove(key, asked);
    asked.complete(found);
  }

  private static boolean has(ThreadPoolExecutor thread, Runnable work) {
    try {
      thread.execute(work);
      return true;
    } catch (RejectedExecutionException full) {
      return false;
    }
  }

  /** One thread, which goes when there is nothing to do for a while. */
  private static ThreadPoolExecutor thread(String name) {
    ThreadPoolExecutor thread =
        new ThreadPoolExecutor(
            1,
            1,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            work -> OwnThreads.newThread(name, work));
    thread.allowCoreThreadTimeOut(true);
    return thread;
  }
}
