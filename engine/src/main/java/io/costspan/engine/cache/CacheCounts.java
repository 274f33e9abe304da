// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import io.costspan.engine.cache.key.NotCached;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What a cache has done, by rule. Thread-safe. */
public final class CacheCounts {
  private final Map<String, OfRule> rules = new ConcurrentHashMap<>();

  /** What is counted. */
  public enum Event {
    /** Calls answered from the store. */
    HIT,
    /** Calls for which nothing was stored. */
    MISS,
    /** Calls answered by the answer to an identical one in flight. */
    JOINED,
    /** Calls answered past an answer's time, because the provider failed. */
    STALE,
    /** Calls that a cache which only looks on would have answered. */
    SHADOW_HIT,
    /** Calls that it would not have. */
    SHADOW_MISS,
    /** Answers kept. */
    STORED
  }

  /** The counts of a rule; those of a rule that is gone stay. */
  public OfRule of(String rule) {
    return rules.computeIfAbsent(rule, any -> new OfRule());
  }

  /** Every rule that has counted anything, by name. */
  public Map<String, OfRule> all() {
    return new TreeMap<>(rules);
  }

  /** Counts of one rule. */
  public static final class OfRule {
    private final Map<Event, AtomicLong> events = zeros(Event.class);
    private final Map<NotCached, AtomicLong> reasons = zeros(NotCached.class);
    private BigDecimal saved = BigDecimal.ZERO;

    OfRule() {}

    /** Counts one. */
    public void count(Event event) {
      count(events, event).incrementAndGet();
    }

    /** Counts a call that has no part in the cache. */
    public void count(NotCached reason) {
      count(reasons, reason).incrementAndGet();
    }

    /** How many so far. */
    public long get(Event event) {
      return count(events, event).get();
    }

    /** How many so far. */
    public long get(NotCached reason) {
      return count(reasons, reason).get();
    }

    /** Adds what a call would have cost, in USD. */
    public synchronized void save(BigDecimal usd) {
      saved = saved.add(usd);
    }

    /** What the calls would have cost that were answered, in USD. */
    public synchronized BigDecimal saved() {
      return saved;
    }

    /** One for each there is; not changed any more, so that it can be read from anywhere. */
    private static <E extends Enum<E>> Map<E, AtomicLong> zeros(Class<E> type) {
      Map<E, AtomicLong> zeros = new EnumMap<>(type);
      for (E each : type.getEnumConstants()) {
        zeros.put(each, new AtomicLong());
      }
      return zeros;
    }

    private static <E> AtomicLong count(Map<E, AtomicLong> counts, E of) {
      return Objects.requireNonNull(counts.get(of));
    }
  }
}
