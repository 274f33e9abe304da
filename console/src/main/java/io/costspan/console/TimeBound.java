// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Reads a point in time as people say it. */
final class TimeBound {
  static final String ACCEPTED =
      "today, yesterday, a day (2026-11-22), a time (2026-11-22T10:00, with or without an offset),"
          + " or how long ago (30m, 24h, 7d)";

  private final ZoneId zone;
  private final Instant now;

  TimeBound(ZoneId zone, Instant now) {
    this.zone = zone;
    this.now = now;
  }

  /** The first instant of what was said; {@code IllegalArgumentException} when it says nothing. */
  Instant from(String text) {
    return read(text, false);
  }

  /** The first instant after what was said: after the whole day where it is a day. */
  Instant until(String text) {
    return read(text, true);
  }

  private Instant read(String text, boolean after) {
    try {
      if (text.equals("today") || text.equals("yesterday")) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return day(text.equals("today") ? today : today.minusDays(1), after);
      }
      if (text.indexOf('-') < 0) {
        return now.minus(ago(text));
      }
      int time = text.indexOf('T');
      if (time < 0) {
        return day(LocalDate.parse(text), after);
      }
      boolean offset = text.endsWith("Z") || text.indexOf('+') > 0 || text.indexOf('-', time) > 0;
      return offset
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).atZone(zone).toInstant();
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Instant day(LocalDate day, boolean after) {
    return (after ? day.plusDays(1) : day).atStartOfDay(zone).toInstant();
  }

  private static Duration ago(String text) {
    if (text.length() < 2) {
      throw new IllegalArgumentException(text);
    }
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(number);
      case 'm' -> Duration.ofMinutes(number);
      case 'h' -> Duration.ofHours(number);
      case 'd' -> Duration.ofDays(number);
      default -> throw new IllegalArgumentException(text);
    };
  }
}
