// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.key;

import org.jspecify.annotations.Nullable;

/**
 * A request's key, or why it has none: one of the two is there.
 *
 * @param because {@code null} where there is a key
 */
public record Keyed(@Nullable CacheKey key, @Nullable NotCached because) {

  static Keyed none(NotCached because) {
    return new Keyed(null, because);
  }
}
