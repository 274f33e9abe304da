// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.control.budget.CalendarPeriod.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CalendarPeriodTest {

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-03-29T12:00, 23",
    "Europe/Berlin, 2026-10-25T02:30, 25",
    "America/New_York, 2026-03-08T12:00, 23",
    "America/New_York, 2026-11-01T12:00, 25",
    "Europe/Berlin, 2026-06-01T12:00, 24",
    // midnight does not exist on this day, and comes twice on that
    "America/Asuncion, 2023-10-01T12:00, 23",
    "Asia/Beirut, 2023-10-29T12:00, 24"
  })
  void aDayLastsAsLongAsItDoesThere(String zone, LocalDateTime at, int hours) {
    Window day = window(Kind.DAY, zone, at);

    assertThat(Duration.between(day.start(), day.end())).isEqualTo(Duration.ofHours(hours));
  }

  @Test
  void anHourThatClocksShowTwiceIsTwoHours() {
    CalendarPeriod hour = new CalendarPeriod(Kind.HOUR, ZoneId.of("Europe/Berlin"));
    Window first = hour.at(Instant.parse("2026-10-25T00:30:00Z"));
    Window second = hour.at(Instant.parse("2026-10-25T01:30:00Z"));

    assertThat(first.end()).isEqualTo(second.start());
    assertThat(Duration.between(first.start(), second.end())).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void aWeekBeginsOnMondayAndAMonthOnTheFirst() {
    assertThat(window(Kind.WEEK, "UTC", LocalDateTime.parse("2026-11-22T23:59:59")))
        .isEqualTo(
            new Window(
                Instant.parse("2026-11-16T00:00:00Z"), Instant.parse("2026-11-23T00:00:00Z")));
    assertThat(window(Kind.MONTH, "America/New_York", LocalDateTime.parse("2026-03-31T23:00")))
        .isEqualTo(
            new Window(
                Instant.parse("2026-03-01T05:00:00Z"), Instant.parse("2026-04-01T04:00:00Z")));
  }

  /** Through years of odd changes: by half an hour, over midnight, a day left out. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyInstantLiesInOneWindowAndWindowsMeet(Kind kind) {
    Random random = new Random(7);
    for (String zone :
        new String[] {
          "Europe/Berlin",
          "America/New_York",
          "Australia/Lord_Howe",
          "America/St_Johns",
          "Pacific/Apia",
          "Asia/Kathmandu",
          "America/Havana",
          "UTC"
        }) {
      CalendarPeriod period = new CalendarPeriod(kind, ZoneId.of(zone));
      for (int i = 0; i < 2_000; i++) {
        Instant now = Instant.ofEpochSecond(315_532_800L + random.nextLong(1_500_000_000L));
        Window window = period.at(now);
        assertThat(window.start()).as("%s %s", zone, now).isBeforeOrEqualTo(now);
        assertThat(window.end()).as("%s %s", zone, now).isAfter(now);
        assertThat(period.at(window.start())).as("%s %s", zone, now).isEqualTo(window);
        assertThat(period.at(window.end()).start()).as("%s %s", zone, now).isEqualTo(window.end());
      }
    }
  }

  private static Window window(Kind kind, String zone, LocalDateTime at) {
    ZoneId id = ZoneId.of(zone);
    return new CalendarPeriod(kind, id).at(at.atZone(id).toInstant());
  }
}
