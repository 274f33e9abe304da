// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.control.budget.CalendarPeriod.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @Test
  void startsAnewWithEveryWindow() {
    Tally day = new CalendarPeriod(Kind.DAY, ZoneId.of("Europe/Berlin")).tally();
    spend(day, NOON, "3");

    day.roll(Instant.parse("2026-06-01T21:59:59Z"));
    assertThat(day.spent()).isEqualByComparingTo("3");
    day.roll(Instant.parse("2026-06-01T22:00:00Z"));
    assertThat(day.spent()).isZero();
  }

  @Test
  void opensNoWindowTwiceWhenTheClockGoesBackAnHour() {
    Tally day = new CalendarPeriod(Kind.DAY, ZoneOffset.UTC).tally();
    Instant midnight = Instant.parse("2026-06-02T00:00:00Z");
    spend(day, midnight.plusSeconds(60), "2");

    Instant told = day.roll(midnight.minusSeconds(3540));
    day.add(told, new BigDecimal("1"));

    assertThat(day.spent()).isEqualByComparingTo("3");
    assertThat(day.start()).isEqualTo(midnight);
    day.roll(midnight.plusSeconds(1));
    assertThat(day.spent()).isEqualByComparingTo("3");
    assertThat(day.forgets(told)).isFalse();
  }

  @Test
  void isNotStuckInAYearThatAWrongClockClaimed() {
    Tally day = new CalendarPeriod(Kind.DAY, ZoneOffset.UTC).tally();
    spend(day, NOON.plus(Duration.ofDays(400)), "2");

    day.roll(NOON);

    assertThat(day.end()).isEqualTo(Instant.parse("2026-06-02T00:00:00Z"));
    assertThat(day.spent()).as("what was spent is still spent").isEqualByComparingTo("2");
  }

  @Test
  void aRollingPeriodForgetsWhatWasSpentLongerAgo() {
    Tally six = new RollingPeriod(Duration.ofHours(6), ZoneOffset.UTC).tally();
    spend(six, NOON, "1");
    spend(six, NOON.plus(Duration.ofHours(3)), "2");

    six.roll(NOON.plus(Duration.ofHours(6)));
    assertThat(six.spent()).as("never for less than the period").isEqualByComparingTo("3");
    six.roll(NOON.plus(Duration.ofMinutes(6 * 60 + 7)));
    assertThat(six.spent()).isEqualByComparingTo("2");
    six.roll(NOON.plus(Duration.ofDays(3)));
    assertThat(six.spent()).isZero();
    assertThat(six.end()).isNull();
  }

  @Test
  void aRollingPeriodSaysWhenItsOldestPartEnds() {
    Tally six = new RollingPeriod(Duration.ofHours(6), ZoneOffset.UTC).tally();
    spend(six, NOON, "1");

    Instant end = six.end();

    assertThat(end).isNotNull();
    six.roll(end.minusMillis(1));
    assertThat(six.spent()).isEqualByComparingTo("1");
    six.roll(end);
    assertThat(six.spent()).isZero();
  }

  @Test
  void aRollingPeriodKeepsWhatIsSpentThroughAClockPutRight() {
    Tally six = new RollingPeriod(Duration.ofHours(6), ZoneOffset.UTC).tally();
    spend(six, NOON, "1");
    six.roll(NOON.minus(Duration.ofHours(1)));
    assertThat(six.spent()).isEqualByComparingTo("1");
    six.roll(NOON.minus(Duration.ofDays(30)));
    assertThat(six.spent()).isEqualByComparingTo("1");
    six.roll(NOON.minus(Duration.ofDays(29)));
    assertThat(six.spent()).isZero();
  }

  @Test
  void leavesOutWhatWasSpentBeforeItsWindow() {
    Tally day = new CalendarPeriod(Kind.DAY, ZoneOffset.UTC).tally();
    day.roll(NOON);
    day.add(NOON.minus(Duration.ofHours(13)), BigDecimal.ONE);
    assertThat(day.spent()).isZero();
    day.add(NOON.minus(Duration.ofHours(12)), BigDecimal.ONE);
    assertThat(day.spent()).isEqualByComparingTo("1");
  }

  private static void spend(Tally tally, Instant at, String amount) {
    tally.add(tally.roll(at), new BigDecimal(amount));
  }
}
