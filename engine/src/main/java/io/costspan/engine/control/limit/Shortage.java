// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import io.costspan.engine.passage.Refusal;
import io.costspan.engine.passage.Refusal.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a call lacks.
 *
 * @param reason the kind of limit
 * @param unit of the amounts
 * @param limit how much is allowed
 * @param used how much is taken
 * @param requested what the call would take; {@code null} when it is one
 * @param nanos how long until there would be room
 * @param exact whether that is known, and not a guess by how long calls take
 * @param resets when the count starts anew; {@code null} for a sliding one
 * @param zone whose calendar that is
 */
record Shortage(
    Reason reason,
    String unit,
    long limit,
    long used,
    @Nullable Long requested,
    long nanos,
    boolean exact,
    @Nullable Instant resets,
    ZoneId zone) {

  /** Whether it is known that waiting so long does not help. */
  boolean outlasts(long waitNanos) {
    return exact && nanos > waitNanos;
  }

  /** Of two, the one that lasts longer; what is known before what is guessed. */
  static @Nullable Shortage worse(@Nullable Shortage one, @Nullable Shortage other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    if (one.exact != other.exact) {
      return one.exact ? one : other;
    }
    return one.nanos >= other.nanos ? one : other;
  }

  /** The same in words. */
  Refusal refusal(String rule, @Nullable String scope) {
    return Refusal.of(reason, rule, scope, unit)
        .amounts(
            Long.toString(limit),
            Long.toString(used),
            null,
            requested == null ? null : requested.toString())
        .resetting(resets, zone)
        .retrying(Duration.ofNanos(nanos));
  }
}
