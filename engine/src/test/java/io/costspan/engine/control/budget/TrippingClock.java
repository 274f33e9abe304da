// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock by which something happens the next time that somebody looks at it. For one thread. */
final class TrippingClock extends Clock {
  private final MovedClock clock = new MovedClock(BudgetBench.NOON);
  private Runnable next = () -> {};

  /** What happens after the next look, once. */
  void next(Runnable what) {
    next = what;
  }

  MovedClock moved() {
    return clock;
  }

  @Override
  public Instant instant() {
    Instant now = clock.instant();
    Runnable what = next;
    next = () -> {};
    what.run();
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
