// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control;

import io.costspan.engine.config.Settings;
import io.costspan.engine.control.budget.BudgetRoom;
import io.costspan.engine.control.budget.BudgetSnapshot;
import io.costspan.engine.control.budget.BudgetUnit;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.telemetry.StateGauges;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The budgets as one of the rooms. Thread-safe. */
record BudgetsDoor(BudgetRoom budgets) implements Room {
  /** As many values of budgets as a metric is told of; the console sees them all. */
  private static final int MOST_GAUGES = 500;

  @Override
  public void rules(Settings settings) {
    budgets.rules(settings);
  }

  @Override
  public boolean needsPrices(Arrival arrival) {
    return budgets.needPrices(arrival);
  }

  @Override
  public @Nullable Passage passage(Arrival arrival) {
    return budgets.passage(arrival);
  }

  /** Has the telemetry told of them. */
  void on(ControlGauges gauges) {
    gauges.addBudgets(this::gauges);
    gauges.addDegraded(this::degraded);
  }

  private List<StateGauges.Budget> gauges() {
    return budgets.budgets().stream().limit(MOST_GAUGES).map(BudgetsDoor::gauge).toList();
  }

  private static StateGauges.Budget gauge(BudgetSnapshot budget) {
    return new StateGauges.Budget(
        budget.name(),
        budget.scope().isEmpty() ? null : budget.scope(),
        unit(budget.unit()),
        budget.limit(),
        budget.spent(),
        budget.reserved());
  }

  private static String unit(BudgetUnit unit) {
    return switch (unit) {
      case USD -> "USD";
      case TOKENS -> "token";
      case REQUESTS -> "request";
    };
  }

  private Map<String, String> degraded() {
    Map<String, String> all = new HashMap<>();
    for (BudgetSnapshot budget : budgets.budgets()) {
      String why = budget.degraded();
      if (why != null) {
        all.put("budget." + budget.name(), why);
      }
    }
    return all;
  }
}
