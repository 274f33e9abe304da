// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The time a budget is for.
 *
 * @param unit of the calendar, or a rolling time
 * @param rolling how long a rolling time is, more than 0; {@code null} for the calendar's
 */
public record BudgetPeriod(Unit unit, @Nullable Duration rolling) {

  /** What ends a period. */
  public enum Unit {
    /** The clock's full hour. */
    HOUR,
    /** Midnight. */
    DAY,
    /** Midnight before Monday. */
    WEEK,
    /** Midnight before the first of a month. */
    MONTH,
    /** Nothing: what was spent so long ago counts no more. */
    ROLLING
  }

  /** As it could have been written. */
  @Override
  public String toString() {
    return rolling == null
        ? unit.name().toLowerCase(Locale.ROOT)
        : BudgetPeriodType.LENGTH.show(rolling);
  }
}
