// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What a budget is at a moment, for one value of what it counts on its own. Immutable. Amounts are
 * exact, in the unit.
 *
 * @param name of the budget
 * @param scope the value; empty where all is counted together
 * @param unit what is counted
 * @param limit in force, with what an override adds
 * @param spent in the window that runs
 * @param reserved held for calls in flight
 * @param holds calls it is held for
 * @param waiting calls that wait for a hold to end
 * @param uncounted calls that were sent and whose cost nobody knows
 * @param windowStart since when is counted
 * @param resetsAt when the count starts anew, by the budget's zone; of a rolling period when the
 *     oldest part of it ends; {@code null} when that is not known
 * @param state whether calls may go
 * @param lastStep the highest step told of in this window, in percent; 0 for none
 * @param override what is added to the limit for a while; {@code null} for nothing
 * @param overrideUntil when that ends; {@code null} for no override
 * @param degraded why the budget does not, or may not, hold what it promises; {@code null} when it
 *     does
 */
public record BudgetSnapshot(
    String name,
    String scope,
    BudgetUnit unit,
    BigDecimal limit,
    BigDecimal spent,
    BigDecimal reserved,
    int holds,
    int waiting,
    long uncounted,
    Instant windowStart,
    @Nullable OffsetDateTime resetsAt,
    State state,
    BigDecimal lastStep,
    @Nullable BigDecimal override,
    @Nullable Instant overrideUntil,
    @Nullable String degraded) {

  /** Whether calls may go. */
  public enum State {
    /** There is something left. */
    OPEN,
    /** Only critical calls go, by its ladder; or none, by its owner's order. */
    PAUSED,
    /** Nothing is left. */
    USED_UP
  }
}
