// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import io.costspan.engine.config.Settings;
import io.costspan.engine.control.Room;
import io.costspan.engine.control.rule.NamedControls;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.RefusalShape;
import io.costspan.log.AgentLog;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The limits of a JVM. Thread-safe. */
public final class LimitRoom implements Room {
  private final NamedControls<LimitRule, Limit> limits;

  /**
   * Without rules, and without a thread of its own until a call waits.
   *
   * @param shape puts refusals into words
   */
  public LimitRoom(RefusalShape shape) {
    this(shape, fromZero(System::nanoTime), Clock.systemUTC(), new OwnAlarm());
  }

  /**
   * @param nanos monotonic nanoseconds, from 0 on
   * @param clock the wall clock, for days
   */
  LimitRoom(RefusalShape shape, LongSupplier nanos, Clock clock, Alarm alarm) {
    this.limits =
        new NamedControls<>(
            LimitRule::name, rule -> new Limit(rule, nanos, clock, alarm, shape), Limit::change);
  }

  private static LongSupplier fromZero(LongSupplier nanos) {
    long begin = nanos.getAsLong();
    return () -> Math.max(0, nanos.getAsLong() - begin);
  }

  @Override
  public void rules(Settings settings) {
    follow(LimitRules.of(settings, AgentLog::warn));
  }

  /** Takes these limits from now on; one that had the same name goes on counting. */
  void follow(List<LimitRule> rules) {
    limits.follow(rules);
  }

  @Override
  public @Nullable Passage passage(Arrival arrival) {
    return limits.passage(arrival);
  }

  /** How every limit stands for every value of its scope. */
  public List<LimitState> states() {
    return limits.all().stream().flatMap(limit -> limit.states().stream()).toList();
  }

  /** Rules that do not hold everything, by name, and why. */
  public Map<String, String> degraded() {
    return limits.notes(Limit::degraded);
  }
}
