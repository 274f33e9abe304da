// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.passage;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a user ordered a live process to do. Immutable.
 *
 * @param at when
 * @param who the user and the way, for instance {@code ann (console)}
 * @param budget name of the budget; {@code null} where it concerns none, or all of them
 * @param scope the one value of the budget's scope; {@code null} for all of them, or none
 * @param amount of an override, in the unit of the budget's limit; {@code null} for none
 * @param until when it ends by itself; {@code null} for never
 */
public record ControlOrder(
    Instant at,
    String who,
    What what,
    @Nullable String budget,
    @Nullable String scope,
    @Nullable BigDecimal amount,
    @Nullable Instant until) {

  /** What was ordered. */
  public enum What {
    /** Another limit for a while. */
    OVERRIDE,
    /** Nothing is spent from here on. */
    RESET,
    /** The budget is paused. */
    PAUSE,
    /** The budget goes on. */
    RESUME,
    /** The settings were read again. */
    RELOAD,
    /** costspan steps aside. */
    KILL,
    /** It comes back. */
    REVIVE
  }
}
