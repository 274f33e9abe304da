// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.root;

import io.costspan.engine.config.Amount;
import io.costspan.engine.config.Settings;
import io.costspan.engine.control.Room;
import io.costspan.engine.control.rule.NamedControls;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.RefusalShape;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The caps per trace of a JVM. Thread-safe. */
public final class RootCapRoom implements Room {
  private final NamedControls<RootCapRule, RootCap> caps;

  /**
   * Without rules.
   *
   * @param shape puts refusals into words
   */
  public RootCapRoom(RefusalShape shape) {
    this(shape, System::nanoTime);
  }

  /**
   * @param nanos monotonic nanoseconds
   */
  RootCapRoom(RefusalShape shape, LongSupplier nanos) {
    this.caps =
        new NamedControls<>(
            RootCapRule::name, rule -> new RootCap(rule, nanos, shape), RootCap::change);
  }

  @Override
  public void rules(Settings settings) {
    follow(RootCapRules.of(settings));
  }

  @Override
  public boolean needsPrices(Arrival arrival) {
    return caps.all().stream()
        .filter(cap -> cap.rule().limit().unit() == Amount.Unit.USD)
        .anyMatch(cap -> cap.passage(arrival) != null);
  }

  /** Takes these caps from now on; one that had the same name goes on counting. */
  void follow(List<RootCapRule> rules) {
    caps.follow(rules);
  }

  @Override
  public @Nullable Passage passage(Arrival arrival) {
    return caps.passage(arrival);
  }

  /** Rules that do not hold everything, by name, and why. */
  public Map<String, String> degraded() {
    return caps.notes(RootCap::degraded);
  }
}
