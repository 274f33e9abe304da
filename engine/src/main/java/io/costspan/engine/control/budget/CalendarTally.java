// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.math.BigDecimal;
import java.time.Instant;

/** One sum, which starts anew with every window of the calendar. */
final class CalendarTally extends Tally {
  private final CalendarPeriod period;
  private Window window = new Window(Instant.MIN, Instant.MIN);
  private BigDecimal spent = BigDecimal.ZERO;

  CalendarTally(CalendarPeriod period) {
    this.period = period;
  }

  @Override
  Instant roll(Instant now) {
    if (!now.isBefore(window.end())) {
      window = period.at(now);
      spent = BigDecimal.ZERO;
      return now;
    }
    if (!now.isBefore(window.start())) {
      return now;
    }
    if (now.isBefore(window.start().minus(PATIENCE))) {
      window = period.at(now);
      return now;
    }
    return window.start();
  }

  @Override
  void add(Instant at, BigDecimal amount) {
    if (!at.isBefore(window.start())) {
      spent = spent.add(amount);
    }
  }

  @Override
  BigDecimal spent() {
    return spent;
  }

  @Override
  void clear() {
    spent = BigDecimal.ZERO;
  }

  @Override
  Instant start() {
    return window.start();
  }

  @Override
  Instant end() {
    return window.end();
  }

  @Override
  boolean forgets(Instant told) {
    return told.isBefore(window.start());
  }
}
