// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import java.time.Duration;

/**
 * So much in so long: in any period of that length, or in a day of the calendar.
 *
 * @param amount at least 1
 * @param period from a second to 31 days
 */
public record Pace(long amount, Duration period) {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(31);

  /** Checks the ranges. */
  public Pace {
    if (amount < 1) {
      throw new IllegalArgumentException("less than one: " + amount);
    }
    if (period.compareTo(Duration.ofSeconds(1)) < 0 || period.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("no period of a second to 31 days: " + period);
    }
  }

  /** Whether it is one of the calendar's days that counts. */
  boolean isDay() {
    return period.equals(DAY);
  }

  /** As a settings file has it, {@code 10/s} or {@code 5/90s}. */
  @Override
  public String toString() {
    return amount + "/" + unit();
  }

  /** The period in short: {@code s}, {@code min}, {@code h}, {@code day}, else in seconds. */
  String unit() {
    long seconds = period.toSeconds();
    if (seconds == 1) {
      return "s";
    }
    if (seconds == 60) {
      return "min";
    }
    if (seconds == 3600) {
      return "h";
    }
    return isDay() ? "day" : seconds + "s";
  }
}
