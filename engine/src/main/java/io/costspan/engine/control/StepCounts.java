// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control;

import io.costspan.engine.control.budget.StepReached;
import io.costspan.engine.telemetry.StateGauges;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Counts the steps that budgets tell of, by budget, step and action. Of so many kinds only: beyond
 * them, as settings that are read again and again may have it, all count as one. Thread-safe; under
 * a race a few more kinds may get in.
 */
final class StepCounts implements Consumer<StepReached> {
  static final int MOST_KINDS = 500;
  private static final Kind OTHER = new Kind("other", "other", "other");

  private final Map<Kind, LongAdder> counts = new ConcurrentHashMap<>();

  private record Kind(String budget, String percent, String action) {}

  @Override
  public void accept(StepReached step) {
    Kind kind = new Kind(step.budget(), step.percentText(), step.actionWords());
    boolean room = counts.containsKey(kind) || counts.size() < MOST_KINDS;
    counts.computeIfAbsent(room ? kind : OTHER, fresh -> new LongAdder()).increment();
  }

  /** All that was counted. */
  List<StateGauges.Steps> all() {
    return counts.entrySet().stream().map(StepCounts::told).toList();
  }

  private static StateGauges.Steps told(Map.Entry<Kind, LongAdder> count) {
    Kind kind = count.getKey();
    return new StateGauges.Steps(kind.budget, kind.percent, kind.action, count.getValue().sum());
  }
}
