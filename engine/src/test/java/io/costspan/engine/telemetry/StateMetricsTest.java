// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.telemetry.StateGauges.Breaker;
import io.costspan.engine.telemetry.StateGauges.Budget;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StateMetricsTest {
  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final SdkMeterProvider provider =
      SdkMeterProvider.builder().registerMetricReader(reader).build();
  private final List<Budget> budgets = new ArrayList<>();
  private final List<Breaker> breakers = new ArrayList<>();
  private final List<StateGauges.Steps> steps = new ArrayList<>();
  private final Map<String, String> degraded = new HashMap<>();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void withoutControlsThereIsNothing() {
    StateMetrics.register(provider.get("test"), StateGauges.NONE);

    assertThat(collect()).isEmpty();
  }

  @Test
  void aBudgetIsItsLimitWhatIsSpentAndWhatIsHeld() {
    register();
    budgets.add(budget("daily", null));

    Map<String, MetricData> metrics = collect();
    assertThat(values(metrics, "costspan.budget.limit", "costspan.budget.name"))
        .isEqualTo(Map.of("daily", 20.0));
    assertThat(values(metrics, "costspan.budget.spent", "costspan.budget.unit"))
        .isEqualTo(Map.of("USD", 12.5));
    assertThat(values(metrics, "costspan.budget.reserved", "costspan.budget.name"))
        .isEqualTo(Map.of("daily", 0.25));
  }

  @Test
  void valuesOfAScopeAreBoundedAndNeverAddedUp() {
    register();
    for (int i = 0; i < 1000; i++) {
      budgets.add(budget("each", "team-" + i));
    }

    assertThat(values(collect(), "costspan.budget.spent", "costspan.scope"))
        .hasSize(200)
        .containsKey("team-0")
        .doesNotContainKeys("team-999", "", "other");
  }

  @Test
  void aBreakersStateIsANumber() {
    register();
    breakers.add(new Breaker("runaway", null, Breaker.State.OPEN));
    breakers.add(new Breaker("calm", null, Breaker.State.CLOSED));

    assertThat(values(collect(), "costspan.breaker.state", "costspan.breaker.name"))
        .isEqualTo(Map.of("runaway", 2.0, "calm", 0.0));
  }

  @Test
  void stepsAreCountedByBudgetStepAndAction() {
    register();
    steps.add(new StateGauges.Steps("daily", "80", "notify+pause", 2));
    steps.add(new StateGauges.Steps("daily", "100", "block", 1));

    assertThat(collect().get("costspan.budget.steps").getLongSumData().isMonotonic()).isTrue();
    assertThat(
            collect().get("costspan.budget.steps").getLongSumData().getPoints().stream()
                .collect(
                    Collectors.toMap(
                        point -> point.getAttributes().asMap().values().stream().toList(),
                        LongPointData::getValue)))
        .isEqualTo(
            Map.of(
                List.of("notify+pause", "daily", "80"), 2L, List.of("block", "daily", "100"), 1L));
  }

  @Test
  void whatHasRecoveredIsToldAsZero() {
    register();
    degraded.put("ledger", "cannot be written");
    assertThat(values(collect(), "costspan.degraded", "costspan.what"))
        .isEqualTo(Map.of("ledger", 1.0));

    degraded.clear();
    assertThat(values(collect(), "costspan.degraded", "costspan.what"))
        .isEqualTo(Map.of("ledger", 0.0));
  }

  private void register() {
    StateMetrics.register(
        provider.get("test"),
        new StateGauges() {
          @Override
          public List<Budget> budgets() {
            return budgets;
          }

          @Override
          public List<Steps> steps() {
            return steps;
          }

          @Override
          public List<Breaker> breakers() {
            return breakers;
          }

          @Override
          public Map<String, String> degraded() {
            return degraded;
          }
        });
  }

  private static Budget budget(String name, @Nullable String scope) {
    return new Budget(
        name, scope, "USD", new BigDecimal("20"), new BigDecimal("12.5"), new BigDecimal("0.25"));
  }

  private Map<String, MetricData> collect() {
    Map<String, MetricData> collected = new TreeMap<>();
    reader.collectAllMetrics().forEach(metric -> collected.put(metric.getName(), metric));
    return collected;
  }

  private static Map<String, Double> values(
      Map<String, MetricData> metrics, String name, String by) {
    AttributeKey<String> key = AttributeKey.stringKey(by);
    MetricData metric = metrics.get(name);
    return metric.getData().getPoints().stream()
        .collect(
            Collectors.toMap(
                point -> point.getAttributes().get(key),
                point ->
                    point instanceof DoublePointData whole
                        ? whole.getValue()
                        : (double) ((LongPointData) point).getValue()));
  }
}
