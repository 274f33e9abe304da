// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.json;

import java.math.BigDecimal;

/**
 * Told by a {@link JsonWalker} what it meets at the paths of interest, in the order of the
 * document. {@code null} values are not told: they say nothing.
 *
 * @param <K> the keys
 */
public interface JsonHandler<K> {

  /** The object or array at the key opens. */
  default void start(K key) {}

  /** The object or array at the key has closed. */
  default void end(K key) {}

  /** A string of at most {@link JsonWalker#LONGEST_TEXT} bytes; longer ones are not told. */
  default void text(K key, String value) {}

  /** A whole number, however written. */
  default void count(K key, long value) {}

  /** Any number, whole ones included, exactly as written. */
  default void decimal(K key, BigDecimal value) {}

  /** A truth value. */
  default void flag(K key, boolean value) {}

  /** A {@linkplain JsonKey#mark() mark}: a non-empty string, an object or an array is there. */
  default void mark(K key) {}

  /** A whole document, an object, has ended. */
  void document();
}
