// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time as users say it: an instant, a time of the day, or how long from now. */
final class UntilTime {
  private static final Pattern LENGTH = Pattern.compile("(\\d{1,6})([smhd])");

  private UntilTime() {}

  /**
   * The time that is meant; of a time of the day, the next there is.
   *
   * @throws IllegalArgumentException when it is none, with what is accepted
   */
  static Instant of(String text, Instant now, ZoneId zone) {
    String said = text.trim();
    Matcher length = LENGTH.matcher(said.toLowerCase(Locale.ROOT));
    if (length.matches()) {
      long number = Long.parseLong(length.group(1));
      return now.plus(
          switch (length.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          });
    }
    try {
      return said.indexOf('T') > 0 ? ZonedDateTime.parse(said).toInstant() : today(said, now, zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\"" + said + "\" is no time; accepted: 2026-11-23T08:00:00Z, 18:00 or 2h", e);
    }
  }

  private static Instant today(String said, Instant now, ZoneId zone) {
    ZonedDateTime here = now.atZone(zone);
    ZonedDateTime then = here.with(LocalTime.parse(said));
    return (then.isAfter(here) ? then : then.plusDays(1)).toInstant();
  }
}
