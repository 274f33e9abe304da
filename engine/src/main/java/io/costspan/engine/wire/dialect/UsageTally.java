// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import java.util.EnumMap;
import java.util.Map;

/**
 * Keeps the last usage object of an answer that said anything, whole. Chunks of a stream repeat
 * their usage, and repeat it differently: adding up or mixing fields of two of them gives numbers
 * that were never true. Not thread-safe.
 *
 * @param <K> the keys
 */
final class UsageTally<K extends Enum<K>> {
  /** The count of something that was not said. */
  static final long UNSAID = -1;

  private Map<K, Long> current;
  private Map<K, Long> last;

  UsageTally(Class<K> keys) {
    this.current = new EnumMap<>(keys);
    this.last = new EnumMap<>(keys);
  }

  /** A usage object begins. */
  void open() {
    current.clear();
  }

  /** A field of it. Negative counts say nothing. */
  void put(K key, long count) {
    if (count >= 0) {
      current.put(key, count);
    }
  }

  /** Adds to a field that occurs once for each part. */
  void add(K key, long count) {
    long sum = current.getOrDefault(key, 0L) + count;
    put(key, sum < 0 ? Long.MAX_VALUE : sum);
  }

  /** The usage object is whole: it is the last one now, if it said anything. */
  void close() {
    if (!current.isEmpty()) {
      Map<K, Long> spare = last;
      last = current;
      current = spare;
      current.clear();
    }
  }

  /** Whether any usage was said. */
  boolean any() {
    return !last.isEmpty();
  }

  /** A field of the last usage; {@link #UNSAID} when it was not in it. */
  long get(K key) {
    return last.getOrDefault(key, UNSAID);
  }

  /** The first of the fields that was said. */
  @SafeVarargs
  final long first(K... keys) {
    for (K key : keys) {
      if (get(key) != UNSAID) {
        return get(key);
      }
    }
    return UNSAID;
  }
}
