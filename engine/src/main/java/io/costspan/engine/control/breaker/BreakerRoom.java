// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.breaker;

import io.costspan.engine.config.Settings;
import io.costspan.engine.control.Room;
import io.costspan.engine.control.rule.NamedControls;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.RefusalShape;
import io.costspan.log.AgentLog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The breakers of a JVM. Thread-safe. */
public final class BreakerRoom implements Room, BreakerDesk {
  private final NamedControls<BreakerRule, Breaker> breakers;

  /**
   * Without rules.
   *
   * @param shape puts refusals into words
   */
  public BreakerRoom(RefusalShape shape) {
    this(shape, System::nanoTime, Clock.systemUTC(), AgentLog::warn);
  }

  /**
   * @param nanos monotonic nanoseconds
   * @param clock the wall clock, for people
   * @param log told of every move of a circuit, in a line
   */
  BreakerRoom(RefusalShape shape, LongSupplier nanos, Clock clock, Consumer<String> log) {
    long begin = nanos.getAsLong();
    LongSupplier fromZero = () -> nanos.getAsLong() - begin;
    this.breakers =
        new NamedControls<>(
            BreakerRule::name,
            rule -> new Breaker(rule, fromZero, clock, shape, log),
            Breaker::change);
  }

  @Override
  public void rules(Settings settings) {
    follow(BreakerRules.of(settings, AgentLog::warn));
  }

  /** Takes these breakers from now on; one that had the same name stays as it stands. */
  void follow(List<BreakerRule> rules) {
    breakers.follow(rules);
  }

  @Override
  public @Nullable Passage passage(Arrival arrival) {
    return breakers.passage(arrival);
  }

  @Override
  public List<BreakerState> states() {
    return breakers.all().stream().flatMap(breaker -> breaker.states().stream()).toList();
  }

  @Override
  public int open(String breaker, @Nullable String scope, @Nullable Duration time, String who) {
    Breaker named = breakers.named(breaker);
    return named == null ? 0 : named.open(scope, time, who);
  }

  @Override
  public int close(String breaker, @Nullable String scope, String who) {
    Breaker named = breakers.named(breaker);
    return named == null ? 0 : named.close(scope, who);
  }

  /** Rules that do not hold everything, by name, and why. */
  public Map<String, String> degraded() {
    return breakers.notes(Breaker::degraded);
  }
}
