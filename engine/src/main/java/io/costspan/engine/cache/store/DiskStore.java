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
  private final Invalidations invalidations = new Invalidations();
  private final ThreadPoolExecutor reader = thread("cache-read");
  private final ThreadPoolExecutor writer = thread("cache-write");
  private final Map<CacheKey, Reading> reading = new ConcurrentHashMap<>();
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
    Reading mine = new Reading(invalidations.count(), new CompletableFuture<>());
    Reading theirs = reading.putIfAbsent(key, mine);
    if (theirs != null && theirs.since == mine.since) {
      return theirs.found;
    }
    long wait = TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS);
    Future<?> bound = timer.after(wait, () -> done(key, mine, null));
    boolean asked =
        has(
            reader,
            () -> {
              done(key, mine, read(key, mine.since));
              bound.cancel(false);
            });
    if (!asked) {
      done(key, mine, null);
    }
    return mine.found;
  }

  /**
   * Keeps an answer, soon; not at all when the disk is slower than answers come, nor when it is
   * taken out meanwhile.
   *
   * @param since what {@link #invalidations} counted when the answer was on its way
   */
  public void put(CacheKey key, StoredAnswer answer, long since) {
    int weight = answer.weight();
    boolean broken = trouble != null && System.nanoTime() - brokenNanos < RETRY_NANOS;
    if (broken) {
      return;
    }
    if (unwritten.addAndGet(weight) > MOST_UNWRITTEN
        || !has(writer, () -> write(key, answer, weight, since))) {
      unwritten.addAndGet(-weight);
    }
  }

  /**
   * Deletes answers, and those that wait to be written; a file that cannot be read, too, since
   * nobody knows what it holds. Takes as long as reading all of them; for no thread of the
   * application.
   */
  public Removed remove(Predicate<StoredAnswer> which) {
    int answers = 0;
    int failures = 0;
    invalidations.add(which); // first: what is written from now on has seen it
    try {
      folder.look(clock.instant());
    } catch (IOException e) {
      failed(e); // those that are known are looked at all the same
      failures++;
    }
    for (CacheKey key : folder.keys()) {
      try {
        answers += removed(key, which) ? 1 : 0;
      } catch (IOException e) {
        failed(e);
        failures += forget(key) ? 0 : 1;
      }
    }
    return new Removed(answers, failures);
  }

  /** What was taken out here. */
  public Invalidations invalidations() {
    return invalidations;
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

  private @Nullable Found read(CacheKey key, long since) {
    try {
      byte[] bytes = folder.read(key);
      if (bytes == null) {
        return null;
      }
      StoredAnswer answer = AnswerFile.decode(key, bytes, salt.get());
      Duration age = Duration.between(answer.stored(), clock.instant());
      // a clock that was set back cannot tell how old it is
      return age.compareTo(AHEAD.negated()) < 0 || invalidations.spoil(since, answer)
          ? null
          : new Found(answer, age.isNegative() ? Duration.ZERO : age);
    } catch (IOException | RuntimeException e) {
      AgentLog.debug("a stored answer could not be read", e);
      forget(key);
      return null;
    }
  }

  private boolean forget(CacheKey key) {
    try {
      folder.delete(key);
      return true;
    } catch (IOException e) {
      failed(e);
      return false;
    }
  }

  private void write(CacheKey key, StoredAnswer answer, int weight, long since) {
    try {
      byte[] bytes = encoded(key, answer);
      if (bytes != null) {
        Instant until = answer.stored().plus(answer.ttl()).plus(answer.grace());
        folder.write(key, bytes, until, () -> !invalidations.spoil(since, answer));
        trouble = null;
      }
    } catch (IOException | RuntimeException e) {
      failed(e);
    } finally {
      unwritten.addAndGet(-weight);
    }
  }

  /** {@code null} for an answer that no file can hold, which is not the disk's fault. */
  private byte @Nullable [] encoded(CacheKey key, StoredAnswer answer) {
    try {
      return AnswerFile.encode(key, answer, salt.get());
    } catch (IOException | ArithmeticException e) {
      AgentLog.debug("an answer cannot be kept on disk", e);
      return null;
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

  private void done(CacheKey key, Reading asked, @Nullable Found found) {
    reading.remove(key, asked);
    asked.found.complete(found);
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

  /**
   * What an invalidation did.
   *
   * @param answers how many fitted, and were deleted
   * @param failures what could be neither looked at nor deleted
   */
  public record Removed(int answers, int failures) {}

  /**
   * One look at a file; who comes after an answer was taken out shares none from before.
   *
   * @param since the count of {@link #invalidations} when it began
   */
  private record Reading(long since, CompletableFuture<@Nullable Found> found) {}
}
