// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A clock and a stop watch that a test moves. */
final class MovedClock extends Clock {
  private final AtomicReference<Instant> now;
  private final AtomicLong nanos = new AtomicLong();

  MovedClock(Instant now) {
    this.now = new AtomicReference<>(now);
  }

  /** Time goes by. */
  void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
    nanos.addAndGet(time.toNanos());
  }

  /** Somebody sets the clock; no time goes by. */
  void set(Instant other) {
    now.set(other);
  }

  long nanos() {
    return nanos.get();
  }

  @Override
  public Instant instant() {
    return now.get();
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
