// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The usage of a call whose provider did not say all of it. Immutable.
 *
 * @param usage what the provider said, and beside it what was estimated
 * @param units those that were estimated; {@link Unit#INPUT}, {@link Unit#OUTPUT} or both
 * @param note what the estimate cannot know; {@code null} when there is nothing to say
 */
public record UsageEstimate(Usage usage, Set<Unit> units, @Nullable String note) {

  /** Keeps its own copy of the units. */
  public UsageEstimate {
    units = Set.copyOf(units);
  }
}
