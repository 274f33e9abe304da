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
 * @param each what the scope is a value of, in the words of the settings; {@code null} where it is
 *     of none, or that is not known
 * @param amount of an override, in the unit of the budget's limit; {@code null} for none
 * @param unit of the amount, in the words of the settings; {@code null} where there is none, or
 *     that is not known
 * @param until when it ends by itself; {@code null} for never
 */
public record ControlOrder(
    Instant at,
    String who,
    What what,
    @Nullable String budget,
    @Nullable String scope,
    @Nullable String each,
    @Nullable BigDecimal amount,
    @Nullable String unit,
    @Nullable Instant until) {

  /** One that concerns no budget. */
  public static ControlOrder of(Instant at, String who, What what) {
    return new ControlOrder(at, who, what, null, null, null, null, null, null);
  }

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
