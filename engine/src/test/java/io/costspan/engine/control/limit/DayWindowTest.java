// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DayWindowTest {
  private static final Pace TEN = new Pace(10, Duration.ofDays(1));
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final AtomicReference<Instant> now = new AtomicReference<>();
  private final Clock clock = clockOf(ZoneId.of("UTC"));

  private Clock clockOf(ZoneId zone) {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return zone;
      }

      @Override
      public Clock withZone(ZoneId other) {
        return clockOf(other);
      }

      @Override
      public Instant instant() {
        return now.get();
      }
    };
  }

  @BeforeEach
  void noon() {
    now.set(Instant.parse("2026-03-28T11:00:00Z"));
  }

  private DayWindow full() {
    DayWindow full = new DayWindow(TEN, clock, BERLIN);
    full.take(10, 0);
    return full;
  }

  @Test
  void beginsAnewAtMidnightOfItsZone() {
    DayWindow count = new DayWindow(TEN, clock, BERLIN);
    count.take(1, 0);
    now.set(Instant.parse("2026-03-28T22:59:59Z"));
    assertThat(count.used(0)).isEqualTo(1);
    count.take(9, 0);
    assertThat(count.roomAt(0, 1, 7)).isEqualTo(7 + Duration.ofSeconds(1).toNanos());
    assertThat(count.roomAt(10, 1, 0)).isEqualTo(Duration.ofDays(1).plusSeconds(1).toNanos());

    now.set(Instant.parse("2026-03-28T23:00:00Z"));

    assertThat(count.used(0)).isZero();
  }

  @Test
  void knowsDaysOfTwentyThreeAndTwentyFiveHours() {
    now.set(Instant.parse("2026-03-28T23:00:00Z"));
    assertThat(full().roomAt(0, 1, 0)).isEqualTo(Duration.ofHours(23).toNanos());
    now.set(Instant.parse("2026-10-24T22:00:00Z"));
    assertThat(full().roomAt(0, 1, 0)).isEqualTo(Duration.ofHours(25).toNanos());
  }

  @Test
  void doesNotForgetBecauseTheClockIsSetBackOverMidnight() {
    now.set(Instant.parse("2026-03-28T23:10:00Z"));
    DayWindow count = new DayWindow(TEN, clock, BERLIN);
    count.take(1, 0);

    now.set(Instant.parse("2026-03-28T22:10:00Z"));
    count.take(1, 0);
    now.set(Instant.parse("2026-03-28T23:20:00Z"));

    assertThat(count.used(0)).isEqualTo(2);
  }

  @Test
  void doesNotStayInAFarFuture() {
    now.set(Instant.parse("2036-03-28T23:10:00Z"));
    DayWindow count = new DayWindow(TEN, clock, BERLIN);
    count.take(1, 0);

    now.set(Instant.parse("2026-03-28T22:10:00Z"));

    assertThat(count.used(0)).isZero();
  }

  @Test
  void takesBackOnlyOnTheSameDay() {
    DayWindow count = new DayWindow(TEN, clock, BERLIN);
    Window.Taken first = count.take(1, 0);
    count.take(1, 0);
    first.become(0);
    assertThat(count.used(0)).isEqualTo(1);

    now.set(now.get().plus(Duration.ofDays(1)));
    count.take(1, 0);
    first.become(0);

    assertThat(count.used(0)).isEqualTo(1);
  }
}
