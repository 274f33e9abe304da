// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Locale;

/**
 * A period that ends by the clocks of a zone. Days begin at the first instant of their date there,
 * also where midnight does not exist or comes twice, so that one may last 23 or 25 hours; a week
 * begins on Monday. An hour never lasts longer than 60 minutes: that which clocks show twice is
 * two.
 *
 * @param kind which
 * @param zone whose clocks
 */
public record CalendarPeriod(Kind kind, ZoneId zone) implements Period {
  private static final long HOUR = Duration.ofHours(1).toSeconds();

  /** The periods of the calendar. */
  public enum Kind {
    /** From full hour to full hour. */
    HOUR,
    /** From midnight to midnight. */
    DAY,
    /** From Monday to Monday. */
    WEEK,
    /** From the first to the first. */
    MONTH
  }

  @Override
  public Tally tally() {
    return new CalendarTally(this);
  }

  /** The window an instant lies in. */
  public Window at(Instant now) {
    return kind == Kind.HOUR ? hour(now) : dates(now);
  }

  /**
   * The date the clocks show may be one that has ended already, where they were put back over
   * midnight: what counts is which of the starts came last.
   */
  private Window dates(Instant now) {
    LocalDate first = first(now.atZone(zone).toLocalDate());
    while (!start(next(first)).isAfter(now)) {
      first = next(first);
    }
    while (start(first).isAfter(now)) {
      first = first(first.minusDays(1));
    }
    return new Window(start(first), start(next(first)));
  }

  private Instant start(LocalDate date) {
    return date.atStartOfDay(zone).toInstant();
  }

  private LocalDate first(LocalDate date) {
    return switch (kind) {
      case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> date.withDayOfMonth(1);
      default -> date;
    };
  }

  private LocalDate next(LocalDate first) {
    return switch (kind) {
      case WEEK -> first.plusWeeks(1);
      case MONTH -> first.plusMonths(1);
      default -> first.plusDays(1);
    };
  }

  /** By the offset in force, cut where it changes by less than an hour, or not on one. */
  private Window hour(Instant now) {
    ZoneRules rules = zone.getRules();
    ZoneOffset offset = rules.getOffset(now);
    long local = now.getEpochSecond() + offset.getTotalSeconds();
    Instant start =
        Instant.ofEpochSecond(Math.floorDiv(local, HOUR) * HOUR - offset.getTotalSeconds());
    Instant end = start.plusSeconds(HOUR);
    ZoneOffsetTransition before = rules.previousTransition(now.plusNanos(1));
    ZoneOffsetTransition after = rules.nextTransition(now);
    return new Window(
        before != null && before.getInstant().isAfter(start) ? before.getInstant() : start,
        after != null && after.getInstant().isBefore(end) ? after.getInstant() : end);
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
