// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import io.costspan.engine.cache.key.CacheKey;
import io.costspan.engine.cache.key.NotCached;
import org.jspecify.annotations.Nullable;

/**
 * What a call would find in the cache.
 *
 * @param rule the rule that is for it; {@code null} when none is
 * @param key what it is known by; {@code null} when it has no part in the cache
 * @param cached whether an answer is there
 * @param because why it has no part in the cache, where a rule is for it; {@code null} otherwise
 */
public record Look(
    @Nullable String rule, @Nullable CacheKey key, boolean cached, @Nullable NotCached because) {
  static final Look OF_NO_RULE = new Look(null, null, false, null);
}
