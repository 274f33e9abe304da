// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What has been spent in the period that runs. A clock that goes back by no more than {@link
 * #PATIENCE} is taken to stand still: no window opens a second time. One that goes back further had
 * been wrong before, and the window is moved with all that is in it. Guarded by the hold book's
 * lock.
 */
abstract sealed class Tally permits CalendarTally, RollingTally {
  /** How far a clock may go back before its earlier word is taken for the wrong one. */
  static final Duration PATIENCE = Duration.ofHours(2);

  /**
   * Lets go of what belongs to a window that has ended.
   *
   * @param now what the clock says
   * @return the time it is here: never before one that was told, but for a clock put right
   */
  abstract Instant roll(Instant now);

  /**
   * Counts an amount that was spent at a time in the window that runs; of an earlier one, does
   * nothing.
   */
  abstract void add(Instant at, BigDecimal amount);

  /** All that counts now. */
  abstract BigDecimal spent();

  /** Nothing was spent. */
  abstract void clear();

  /** What was spent before it counts no more. */
  abstract Instant start();

  /** When the count starts anew; {@code null} where it never does as a whole. */
  abstract @Nullable Instant end();

  /** Whether what was told at a time may be told again. */
  abstract boolean forgets(Instant told);
}
