// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.usage;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The counts of one call. Immutable. A unit that is not there was not said; a unit that is zero was
 * said to be zero.
 */
public final class Usage {

  /** Nothing was said. */
  public static final Usage NONE = new Usage(new EnumMap<>(Unit.class));

  private final Map<Unit, Long> counts;

  private Usage(EnumMap<Unit, Long> counts) {
    this.counts = Collections.unmodifiableMap(counts);
  }

  /** Starts a usage with nothing said. */
  public static Builder builder() {
    return new Builder();
  }

  /** The count of a unit, at least 0; empty when it was not said. */
  public OptionalLong get(Unit unit) {
    Long count = counts.get(unit);
    return count == null ? OptionalLong.empty() : OptionalLong.of(count);
  }

  /** The count of a unit, 0 when it was not said. */
  public long orZero(Unit unit) {
    Long count = counts.get(unit);
    return count == null ? 0 : count;
  }

  /** Whether anything was said at all. */
  public boolean isEmpty() {
    return counts.isEmpty();
  }

  /** Every unit that was said, in the order of {@link Unit}; unmodifiable. */
  public Map<Unit, Long> counts() {
    return counts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Usage usage && counts.equals(usage.counts);
  }

  @Override
  public int hashCode() {
    return counts.hashCode();
  }

  @Override
  public String toString() {
    return counts.toString();
  }

  /** Collects counts. Not thread-safe. */
  public static final class Builder {
    private final EnumMap<Unit, Long> counts = new EnumMap<>(Unit.class);

    private Builder() {}

    /** Says a count; a negative one, which no provider means, is left unsaid. */
    public Builder set(Unit unit, long count) {
      if (count >= 0) {
        counts.put(unit, count);
      }
      return this;
    }

    /** Adds to a count, saturating. */
    public Builder add(Unit unit, long count) {
      if (count >= 0) {
        counts.merge(unit, count, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
      }
      return this;
    }

    /** The usage said so far. */
    public Usage build() {
      return counts.isEmpty() ? NONE : new Usage(new EnumMap<>(counts));
    }
  }
}
