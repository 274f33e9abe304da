// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Hours of the week in a zone of its own.
 *
 * @param zone whose clock counts
 * @param days the days on which a span of hours may begin
 * @param hours spans of the day; one that ends before it begins runs past midnight
 */
record WeekWindow(ZoneId zone, Set<DayOfWeek> days, List<Span> hours) {

  /** From a time of day, included, to another, excluded. */
  record Span(LocalTime start, LocalTime end) {}

  /** Reads {@code {"zone":"Asia/Shanghai","days":["MONDAY"],"hours":["09:00-12:00"]}}. */
  static WeekWindow read(JsonRow row) {
    EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String day : row.texts("days")) {
      days.add(DayOfWeek.valueOf(day));
    }
    List<Span> hours = new ArrayList<>();
    for (String span : row.texts("hours")) {
      int dash = span.indexOf('-');
      hours.add(
          new Span(
              LocalTime.parse(span.substring(0, dash)), LocalTime.parse(span.substring(dash + 1))));
    }
    return new WeekWindow(
        ZoneId.of(row.text("zone")),
        Set.copyOf(days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days),
        List.copyOf(hours));
  }

  boolean contains(Instant at) {
    ZonedDateTime local = at.atZone(zone);
    LocalTime time = local.toLocalTime();
    DayOfWeek today = local.getDayOfWeek();
    for (Span span : hours) {
      boolean wraps = !span.start.isBefore(span.end);
      boolean late = !time.isBefore(span.start) && (wraps || time.isBefore(span.end));
      boolean early = wraps && time.isBefore(span.end);
      if ((late && days.contains(today)) || (early && days.contains(today.minus(1)))) {
        return true;
      }
    }
    return false;
  }
}
