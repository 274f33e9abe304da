// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control;

import io.costspan.engine.telemetry.StateGauges;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Gathers what each room says of how it stands. Thread-safe. */
public final class ControlGauges implements StateGauges {
  private final List<Supplier<List<Budget>>> budgets = new CopyOnWriteArrayList<>();
  private final List<Supplier<List<Breaker>>> breakers = new CopyOnWriteArrayList<>();
  private final List<Supplier<List<Steps>>> steps = new CopyOnWriteArrayList<>();
  private final List<Supplier<Map<String, String>>> degraded = new CopyOnWriteArrayList<>();

  /** Has budgets told of. */
  public void addBudgets(Supplier<List<Budget>> more) {
    budgets.add(more);
  }

  /** Has breakers told of. */
  public void addBreakers(Supplier<List<Breaker>> more) {
    breakers.add(more);
  }

  /** Has steps of budgets told of. */
  public void addSteps(Supplier<List<Steps>> more) {
    steps.add(more);
  }

  /** Has it told what cannot be relied on: a stable word, and why. */
  public void addDegraded(Supplier<Map<String, String>> more) {
    degraded.add(more);
  }

  @Override
  public List<Budget> budgets() {
    return budgets.stream().flatMap(each -> each.get().stream()).toList();
  }

  @Override
  public List<Breaker> breakers() {
    return breakers.stream().flatMap(each -> each.get().stream()).toList();
  }

  @Override
  public List<Steps> steps() {
    return steps.stream().flatMap(each -> each.get().stream()).toList();
  }

  @Override
  public Map<String, String> degraded() {
    Map<String, String> all = new HashMap<>();
    degraded.forEach(each -> all.putAll(each.get()));
    return all;
  }
}
