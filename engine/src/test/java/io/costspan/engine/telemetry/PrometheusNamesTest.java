// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.meter.Outcome;
import io.costspan.engine.meter.Timing;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.price.Cost;
import io.costspan.engine.telemetry.StateGauges.Breaker;
import io.costspan.engine.telemetry.StateGauges.Budget;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds dashboards and alerts to the names that a collector makes of the metrics. */
class PrometheusNamesTest {
  private static final Pattern NAME = Pattern.compile("\\b(?:costspan|gen_ai)_\\w+");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grafana/dashboards/llm-spend.json",
        "grafana/dashboards/llm-control.json",
        "prometheus/alerts.yaml"
      })
  void everyNameIsThere(String file) throws IOException {
    String text = Files.readString(Path.of("../otel-collector-config", file));
    Set<String> asked =
        NAME.matcher(text).results().map(found -> found.group()).collect(Collectors.toSet());

    assertThat(asked).hasSizeGreaterThan(5).isSubsetOf(names());
  }

  private static Set<String> names() {
    InMemoryMetricReader reader = InMemoryMetricReader.create();
    Set<String> names = new TreeSet<>();
    try (SdkMeterProvider provider =
        SdkMeterProvider.builder().registerMetricReader(reader).build()) {
      MetricWriter writer =
          new MetricWriter(
              provider,
              new TelemetrySettings(Map.of(), "1", true, 200, () -> 1, () -> null, everything()));
      for (Calls call : everyKind()) {
        writer.write(call.build(), SpanContext.getInvalid());
      }
      reader.collectAllMetrics().forEach(metric -> names.addAll(names(metric)));
    }
    return names;
  }

  private static List<Calls> everyKind() {
    Calls sent = new Calls();
    sent.stream = true;
    sent.timing = new Timing(Calls.START, 2_000_000_000L, 250_000_000L, new long[] {30_000_000});
    Calls failed = new Calls();
    failed.outcome = Outcome.FAILED;
    failed.errorType = "timeout";
    Calls unpriced = new Calls();
    unpriced.cost = Cost.unpriced("unknown-model");
    Calls hit = new Calls();
    hit.hit();
    Calls refused = new Calls();
    refused.refused();
    Calls shadowed = new Calls();
    shadowed.handling = Handling.SENT.seen(new Handling.Shadow("faq", Handling.Finding.MISS));
    return List.of(sent, failed, unpriced, hit, refused, shadowed);
  }

  private static StateGauges everything() {
    return new StateGauges() {
      @Override
      public List<Budget> budgets() {
        return List.of(
            new Budget("daily", "team-a", "USD", BigDecimal.TEN, BigDecimal.ONE, BigDecimal.ZERO));
      }

      @Override
      public List<Breaker> breakers() {
        return List.of(new Breaker("runaway", null, Breaker.State.OPEN));
      }

      @Override
      public List<Steps> steps() {
        return List.of(new Steps("daily", "80", "notify", 1));
      }

      @Override
      public Map<String, String> degraded() {
        return Map.of("ledger", "gone");
      }
    };
  }

  /** Of a metric and its attributes, as the collector's Prometheus exporter makes them. */
  private static Set<String> names(MetricData metric) {
    Set<String> names = new HashSet<>();
    metric
        .getData()
        .getPoints()
        .forEach(
            point ->
                point
                    .getAttributes()
                    .forEach((key, value) -> names.add(key.getKey().replace('.', '_'))));
    String unit =
        switch (metric.getUnit()) {
          case "s" -> "_seconds";
          case "USD" -> "_USD";
          case "d" -> "_days";
          default -> "";
        };
    String name = metric.getName().replace('.', '_') + unit;
    if (metric.getType() == MetricDataType.HISTOGRAM) {
      names.addAll(Set.of(name + "_bucket", name + "_sum", name + "_count"));
    } else {
      names.add(name.concat(gauge(metric) ? "" : "_total"));
    }
    return names;
  }

  private static boolean gauge(MetricData metric) {
    return metric.getType() == MetricDataType.LONG_GAUGE
        || metric.getType() == MetricDataType.DOUBLE_GAUGE;
  }
}
