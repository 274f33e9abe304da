// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.costspan.engine.cache.key.CacheKey;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers in memory, bounded in bytes and in number; the least useful make room. Each expires by
 * its own time. Ages are told by the monotonic clock, so that it does not matter when the wall
 * clock is set.
 */
public final class MemoryStore implements AnswerStore {
  private final LongSupplier nanoClock;
  private final long mostBytes;
  private final int leastWeight;
  private final Cache<CacheKey, Kept> answers;
  private final AtomicLong evictions = new AtomicLong();

  /**
   * @param mostBytes at least 1
   * @param mostEntries at least 1
   * @param nanoClock monotonic nanoseconds
   */
  public MemoryStore(long mostBytes, int mostEntries, LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.mostBytes = mostBytes;
    // what weighs no less than its share of the room cannot be more than may be
    this.leastWeight = (int) Math.min(Integer.MAX_VALUE, mostBytes / Math.max(1, mostEntries));
    this.answers =
        Caffeine.newBuilder()
            .maximumWeight(mostBytes)
            .weigher((CacheKey key, Kept kept) -> Math.max(leastWeight, kept.answer.weight()))
            .expireAfter(new OwnTime())
            .ticker(nanoClock::getAsLong)
            .executor(Runnable::run) // never the application's common pool
            .evictionListener(
                (key, kept, cause) -> {
                  if (cause == com.github.benmanes.caffeine.cache.RemovalCause.SIZE) {
                    evictions.incrementAndGet();
                  }
                })
            .build();
  }

  @Override
  public @Nullable Found find(CacheKey key) {
    Kept kept = answers.getIfPresent(key);
    return kept == null
        ? null
        : new Found(kept.answer, Duration.ofNanos(nanoClock.getAsLong() - kept.bornNanos));
  }

  @Override
  public void put(CacheKey key, StoredAnswer answer) {
    put(key, new Found(answer, Duration.ZERO));
  }

  /** Keeps an answer that is some time old already. */
  public void put(CacheKey key, Found found) {
    StoredAnswer answer = found.answer();
    if (answer.weight() > mostBytes) {
      answers.invalidate(key);
      return;
    }
    answers.put(key, new Kept(answer, nanoClock.getAsLong() - found.age().toNanos()));
  }

  @Override
  public int remove(Predicate<StoredAnswer> which) {
    int removed = 0;
    for (var entry : answers.asMap().entrySet()) {
      if (which.test(entry.getValue().answer)
          && answers.asMap().remove(entry.getKey(), entry.getValue())) {
        removed++;
      }
    }
    return removed;
  }

  @Override
  public long entries() {
    answers.cleanUp();
    return answers.estimatedSize();
  }

  @Override
  public long bytes() {
    long bytes = 0;
    for (Kept kept : answers.asMap().values()) {
      bytes += kept.answer.weight();
    }
    return bytes;
  }

  @Override
  public long evictions() {
    return evictions.get();
  }

  /**
   * @param bornNanos when the answer came, on the monotonic clock
   */
  private record Kept(StoredAnswer answer, long bornNanos) {}

  private final class OwnTime implements Expiry<CacheKey, Kept> {
    @Override
    public long expireAfterCreate(CacheKey key, Kept kept, long now) {
      long whole = nanos(kept.answer.ttl()) + nanos(kept.answer.grace());
      return Math.max(0, whole - (nanoClock.getAsLong() - kept.bornNanos));
    }

    @Override
    public long expireAfterUpdate(CacheKey key, Kept kept, long now, long left) {
      return expireAfterCreate(key, kept, now);
    }

    @Override
    public long expireAfterRead(CacheKey key, Kept kept, long now, long left) {
      return left;
    }

    /** At most some 73 years, so that two of them can be added. */
    private static long nanos(Duration duration) {
      return duration.compareTo(Duration.ofDays(26_000)) > 0
          ? Duration.ofDays(26_000).toNanos()
          : duration.toNanos();
    }
  }
}
