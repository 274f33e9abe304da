// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.store;

import io.costspan.engine.cache.key.CacheKey;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keeps answers, within bounds. Thread-safe; quick enough for the application's threads. */
public interface AnswerStore {

  /** The answer of a key, fresh or in its grace; {@code null} when there is none. */
  @Nullable Found find(CacheKey key);

  /** Keeps an answer in place of the one before it. */
  void put(CacheKey key, StoredAnswer answer);

  /** Forgets answers; says how many there were. */
  int remove(Predicate<StoredAnswer> which);

  /** How many are kept, about. */
  long entries();

  /** What they take, in bytes, about. */
  long bytes();

  /** How many had to make room for others. */
  long evictions();
}
