// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;

/**
 * Counts a calendar day, which in its time zone may have 23 or 25 hours. A wall clock that is set
 * back over midnight does not bring the day before back, unless by more than a day.
 */
final class DayWindow implements Window {
  private final Clock clock;
  private final ZoneId zone;
  private Pace pace;
  private LocalDate day;
  private long used;

  DayWindow(Pace pace, Clock clock, ZoneId zone) {
    this.pace = pace;
    this.clock = clock.withZone(zone);
    this.zone = zone;
    this.day = LocalDate.now(this.clock);
  }

  @Override
  public boolean goesOnWith(Pace other, ZoneId otherZone) {
    if (!other.isDay() || !zone.equals(otherZone)) {
      return false;
    }
    pace = other;
    return true;
  }

  @Override
  public Pace pace() {
    return pace;
  }

  @Override
  public long used(long now) {
    turn();
    return used;
  }

  @Override
  public Taken take(long amount, long now) {
    turn();
    return new InDay(day, amount);
  }

  @Override
  public long roomAt(long ahead, long amount, long now) {
    turn();
    long after = ahead + amount;
    if (used + after <= pace.amount()) {
      return now;
    }
    long left = Math.max(1, Duration.between(clock.instant(), resets()).toNanos());
    return now + left + (after - 1) / pace.amount() * TimeUnit.DAYS.toNanos(1);
  }

  @Override
  public Instant resets() {
    turn();
    return day.plusDays(1).atStartOfDay(zone).toInstant();
  }

  private void turn() {
    LocalDate today = LocalDate.now(clock);
    if (today.isAfter(day) || today.isBefore(day.minusDays(1))) {
      day = today;
      used = 0;
    }
  }

  private final class InDay implements Taken {
    private final LocalDate of;
    private long mine;

    InDay(LocalDate of, long amount) {
      this.of = of;
      become(amount);
    }

    @Override
    public void become(long amount) {
      turn();
      if (day.equals(of)) {
        used += amount - mine;
        mine = amount;
      }
    }
  }
}
