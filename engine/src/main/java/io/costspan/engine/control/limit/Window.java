// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Counts what is taken of one pace. Not thread-safe. Times are nanoseconds from 0 on. */
interface Window {
  /**
   * A window with nothing taken.
   *
   * @param clock the wall clock
   * @param zone whose calendar
   */
  static Window of(Pace pace, Clock clock, ZoneId zone) {
    return pace.isDay() ? new DayWindow(pace, clock, zone) : new SlidingWindow(pace);
  }

  /** Goes on at another pace; whether what is taken can be counted on. */
  boolean goesOnWith(Pace other, ZoneId zone);

  /** How much it allows. */
  Pace pace();

  /** What counts at a time. */
  long used(long now);

  /**
   * Takes, whether there is room or not.
   *
   * @param amount at least 0
   */
  Taken take(long amount, long now);

  /**
   * When there will be room for an amount after others have taken theirs.
   *
   * @param ahead what the others take together
   * @param amount from 0 to the limit
   * @return {@code now} or before when there is
   */
  long roomAt(long ahead, long amount, long now);

  /** When the count starts anew; {@code null} when it slides. */
  @Nullable Instant resets();

  /** What one call has taken. */
  @FunctionalInterface
  interface Taken {
    /** Corrects what was taken to another amount; of no effect once it no longer counts. */
    void become(long amount);
  }
}
