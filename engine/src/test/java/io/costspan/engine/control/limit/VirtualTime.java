// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when told to, for clocks and alarms. Not thread-safe. */
final class VirtualTime implements Alarm {
  private final PriorityQueue<Set> alarms =
      new PriorityQueue<>(Comparator.comparingLong(Set::at).thenComparingLong(Set::order));
  private final Instant begin;
  private long now;
  private long orders;

  VirtualTime(Instant begin) {
    this.begin = begin;
  }

  VirtualTime() {
    this(Instant.parse("2026-03-28T12:00:00Z"));
  }

  long nanos() {
    return now;
  }

  /** The wall clock, which shows the same. */
  Clock clock() {
    return clock(ZoneOffset.UTC);
  }

  private Clock clock(ZoneId zone) {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return zone;
      }

      @Override
      public Clock withZone(ZoneId other) {
        return clock(other);
      }

      @Override
      public Instant instant() {
        return begin.plusNanos(now);
      }
    };
  }

  /** Alarms that are set and have not rung. */
  int pending() {
    return alarms.size();
  }

  @Override
  public Ring in(long delayNanos, Runnable task) {
    Set set = new Set(now + Math.max(0, delayNanos), orders++, task);
    alarms.add(set);
    return () -> alarms.remove(set);
  }

  /** Lets time pass, and every alarm ring at its time. */
  void pass(Duration time) {
    passTo(now + time.toNanos());
  }

  void passTo(long to) {
    while (!alarms.isEmpty() && alarms.element().at <= to) {
      Set next = alarms.remove();
      now = Math.max(now, next.at);
      next.task.run();
    }
    now = to;
  }

  private record Set(long at, long order, Runnable task) {}
}
