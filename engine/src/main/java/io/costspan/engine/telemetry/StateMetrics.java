// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.LongGaugeBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import java.math.BigDecimal;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gauges of how the controls stand. Budgets have no unit in their metrics' names, because one
 * budget counts dollars and another tokens: {@code costspan.budget.unit} says which.
 */
final class StateMetrics {
  private static final AttributeKey<String> BUDGET = AttributeKey.stringKey("costspan.budget.name");
  private static final AttributeKey<String> UNIT = AttributeKey.stringKey("costspan.budget.unit");
  private static final AttributeKey<String> STEP = AttributeKey.stringKey("costspan.budget.step");
  private static final AttributeKey<String> ACTION =
      AttributeKey.stringKey("costspan.budget.action");
  private static final AttributeKey<String> BREAKER =
      AttributeKey.stringKey("costspan.breaker.name");
  private static final AttributeKey<String> SCOPE = AttributeKey.stringKey("costspan.scope");
  private static final AttributeKey<String> WHAT = AttributeKey.stringKey("costspan.what");

  /** A budget for each value of a tag may have thousands of them; a metric must not. */
  private static final int MOST_SCOPES = 200;

  private static final int MOST_TROUBLES = 100;

  private final BoundedNames scopes = new BoundedNames(MOST_SCOPES, "");
  private final BoundedNames troubles = new BoundedNames(MOST_TROUBLES, "");
  private final StateGauges state;

  private StateMetrics(StateGauges state) {
    this.state = state;
  }

  /** Has them observed. */
  static void register(Meter meter, StateGauges state) {
    StateMetrics metrics = new StateMetrics(state);
    metrics.budget(meter, "limit", "How much may be spent.", StateGauges.Budget::limit);
    metrics.budget(meter, "spent", "How much is spent.", StateGauges.Budget::spent);
    metrics.budget(
        meter, "reserved", "How much calls in flight hold.", StateGauges.Budget::reserved);
    metrics.steps(meter);
    metrics.breakers(meter);
    metrics.degraded(meter);
  }

  private void budget(
      Meter meter, String what, String says, Function<StateGauges.Budget, BigDecimal> amount) {
    meter
        .gaugeBuilder("costspan.budget." + what)
        .setDescription(says)
        .buildWithCallback(
            result -> {
              for (StateGauges.Budget budget : state.budgets()) {
                record(budget, amount.apply(budget), result);
              }
            });
  }

  private void record(
      StateGauges.Budget budget, BigDecimal amount, ObservableDoubleMeasurement result) {
    if (told(budget.scope())) {
      result.record(
          amount.doubleValue(),
          scoped(budget.scope()).put(BUDGET, budget.name()).put(UNIT, budget.unit()).build());
    }
  }

  private void steps(Meter meter) {
    meter
        .counterBuilder("costspan.budget.steps")
        .setUnit("{step}")
        .setDescription("Steps of budgets' ladders that were reached and told of.")
        .buildWithCallback(
            result -> {
              for (StateGauges.Steps steps : state.steps()) {
                result.record(
                    steps.count(),
                    Attributes.of(
                        BUDGET, steps.budget(), STEP, steps.percent(), ACTION, steps.action()));
              }
            });
  }

  private void breakers(Meter meter) {
    whole(meter, "costspan.breaker.state", "0: closed, 1: half open, 2: open.")
        .buildWithCallback(
            result -> {
              for (StateGauges.Breaker breaker : state.breakers()) {
                if (told(breaker.scope())) {
                  result.record(
                      breaker.state().number(),
                      scoped(breaker.scope()).put(BREAKER, breaker.name()).build());
                }
              }
            });
  }

  /** What has recovered is told as 0, so that nobody takes the last value for the present one. */
  private void degraded(Meter meter) {
    whole(meter, "costspan.degraded", "1 while a guarantee does not hold.")
        .buildWithCallback(
            result -> {
              Set<String> now = state.degraded().keySet();
              now.forEach(troubles::bound);
              for (String what : troubles.all()) {
                result.record(now.contains(what) ? 1 : 0, Attributes.of(WHAT, what));
              }
            });
  }

  private static LongGaugeBuilder whole(Meter meter, String name, String says) {
    return meter.gaugeBuilder(name).ofLongs().setDescription(says);
  }

  /** Values beyond the bound have no series: there is no one value for several of them. */
  private boolean told(@Nullable String scope) {
    return scope == null || scopes.bound(scope).equals(scope);
  }

  private static AttributesBuilder scoped(@Nullable String scope) {
    AttributesBuilder attributes = Attributes.builder();
    if (scope != null) {
      attributes.put(SCOPE, scope);
    }
    return attributes;
  }
}
