// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.meter.Timing;
import io.costspan.engine.meter.UsageEstimate;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.CostState;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricWriterTest {
  private static final List<Double> SECONDS =
      List.of(
          0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);

  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final SdkMeterProvider provider =
      SdkMeterProvider.builder().registerMetricReader(reader).build();
  private final Calls call = new Calls();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void namesUnitsAndBucketsAreTheSpecifiedOnes() {
    call.stream = true;
    call.timing = new Timing(Calls.START, 2_000_000_000L, 250_000_000L, new long[] {30_000_000});
    writer(true, 200).write(call.build(), SpanContext.getInvalid());

    Map<String, MetricData> metrics = collect();
    assertThat(metrics)
        .containsOnlyKeys(
            "gen_ai.client.token.usage",
            "gen_ai.client.operation.duration",
            "gen_ai.client.operation.time_to_first_chunk",
            "gen_ai.client.operation.time_per_output_chunk",
            "gen_ai.usage.cost",
            "costspan.cost",
            "costspan.calls.lost");
    assertThat(metrics.get("gen_ai.client.token.usage").getUnit()).isEqualTo("{token}");
    assertThat(buckets(metrics, "gen_ai.client.token.usage"))
        .containsExactly(
            1.0,
            4.0,
            16.0,
            64.0,
            256.0,
            1024.0,
            4096.0,
            16384.0,
            65536.0,
            262144.0,
            1048576.0,
            4194304.0,
            16777216.0,
            67108864.0);
    for (String name :
        List.of(
            "gen_ai.client.operation.duration",
            "gen_ai.client.operation.time_to_first_chunk",
            "gen_ai.client.operation.time_per_output_chunk")) {
      assertThat(metrics.get(name).getUnit()).isEqualTo("s");
      assertThat(buckets(metrics, name)).isEqualTo(SECONDS);
    }
    assertThat(metrics.get("gen_ai.usage.cost").getUnit()).isEqualTo("USD");
    assertThat(buckets(metrics, "gen_ai.usage.cost"))
        .startsWith(0.00001)
        .endsWith(100.0)
        .isSorted();
    MetricData spent = metrics.get("costspan.cost");
    assertThat(spent.getUnit()).isEqualTo("USD");
    assertThat(spent.getDoubleSumData().isMonotonic()).isTrue();
  }

  @Test
  void estimatedTokensAreNoneOfTheConventions() {
    call.estimate = new UsageEstimate(call.usage, Set.of(Unit.OUTPUT), null);
    writer(true, 200).write(call.build(), SpanContext.getInvalid());

    assertThat(
            collect().get("gen_ai.client.token.usage").getHistogramData().getPoints().stream()
                .map(point -> point.getAttributes().get(Names.TOKEN_TYPE)))
        .containsExactly("input");
  }

  @Test
  void estimatedDollarsAreMarked() {
    MetricWriter writer = writer(true, 200);
    writer.write(call.build(), SpanContext.getInvalid());
    call.cost =
        new Cost(
            CostState.ESTIMATED,
            call.cost.usd(),
            call.cost.listUsd(),
            Map.of(),
            "openai/gpt-4o-mini",
            "exact",
            "2026-11-20",
            null);
    writer.write(call.build(), SpanContext.getInvalid());

    assertThat(collect().get("gen_ai.usage.cost").getHistogramData().getPoints())
        .extracting(point -> point.getAttributes().get(Names.USAGE_SOURCE))
        .containsExactlyInAnyOrder(null, "estimated");
  }

  @Test
  void attributesAreTheConventionsOwnAndNothingElse() {
    call.errorType = "timeout";
    writer(true, 200).write(call.build(), SpanContext.getInvalid());

    Map<String, MetricData> metrics = collect();
    assertThat(keys(metrics, "gen_ai.client.operation.duration"))
        .containsExactlyInAnyOrder(
            "gen_ai.operation.name",
            "gen_ai.provider.name",
            "gen_ai.request.model",
            "gen_ai.response.model",
            "server.address",
            "server.port",
            "error.type");
    assertThat(keys(metrics, "costspan.cost"))
        .containsExactlyInAnyOrder(
            "gen_ai.operation.name",
            "gen_ai.provider.name",
            "gen_ai.request.model",
            "gen_ai.response.model",
            "server.address",
            "server.port",
            "costspan.cost.state",
            "costspan.cost.source");
    assertThat(
            metrics.get("gen_ai.client.token.usage").getHistogramData().getPoints().stream()
                .collect(
                    java.util.stream.Collectors.toMap(
                        point -> point.getAttributes().get(Names.TOKEN_TYPE),
                        HistogramPointData::getSum)))
        .isEqualTo(Map.of("input", 100.0, "output", 20.0));
  }

  @Test
  void spendAddsUp() {
    MetricWriter writer = writer(true, 200);
    writer.write(call.build(), SpanContext.getInvalid());
    writer.write(call.build(), SpanContext.getInvalid());

    Map<String, MetricData> metrics = collect();
    assertThat(metrics.get("costspan.cost").getDoubleSumData().getPoints())
        .singleElement()
        .satisfies(point -> assertThat(point.getValue()).isEqualTo(0.0000444));
    assertThat(metrics.get("gen_ai.usage.cost").getHistogramData().getPoints())
        .singleElement()
        .satisfies(point -> assertThat(point.getCount()).isEqualTo(2));
  }

  @Test
  void anUnknownPriceIsCountedAndIsNoZero() {
    call.cost = Cost.unpriced("internal-error: SomeException");
    call.usage = Usage.NONE;
    writer(true, 200).write(call.build(), SpanContext.getInvalid());

    Map<String, MetricData> metrics = collect();
    assertThat(metrics)
        .doesNotContainKeys("costspan.cost", "gen_ai.usage.cost", "gen_ai.client.token.usage");
    assertThat(metrics.get("costspan.unpriced").getUnit()).isEqualTo("{call}");
    assertThat(metrics.get("costspan.unpriced").getLongSumData().getPoints())
        .singleElement()
        .satisfies(
            point -> {
              assertThat(point.getValue()).isEqualTo(1);
              assertThat(point.getAttributes())
                  .isEqualTo(
                      Attributes.of(
                          Names.PROVIDER, "openai",
                          Names.REQUEST_MODEL, "gpt-4o-mini",
                          Names.RESPONSE_MODEL, "gpt-4o-mini-2024-07-18",
                          Names.UNPRICED_REASON, "internal-error"));
            });
  }

  @Test
  void anErrorAnswerIsNotAnUnpricedCall() {
    call.cost = Cost.unpriced("no usage");
    call.status = 429;
    call.errorType = "429";
    writer(true, 200).write(call.build(), SpanContext.getInvalid());

    assertThat(collect()).doesNotContainKey("costspan.unpriced");
  }

  @Test
  void whatWasAnsweredHereIsNeitherTokensNorSpend() {
    call.hit();
    call.stream = true;
    call.timing = new Timing(Calls.START, 2_000_000L, 1_000_000L, new long[] {30_000});
    writer(true, 200).write(call.build(), SpanContext.getInvalid());

    Map<String, MetricData> metrics = collect();
    assertThat(metrics)
        .containsOnlyKeys(
            "gen_ai.client.operation.duration",
            "costspan.cost.avoided",
            "costspan.cache.lookups",
            "costspan.calls.lost");
    assertThat(metrics.get("gen_ai.client.operation.duration").getHistogramData().getPoints())
        .extracting(point -> point.getAttributes().get(Names.OUTCOME))
        .containsExactly("answered");
  }

  @Test
  void whatWasRefusedIsNeitherTokensNorSpendNorUnpriced() {
    call.refused();
    writer(true, 200).write(call.build(), SpanContext.getInvalid());

    Map<String, MetricData> metrics = collect();
    assertThat(metrics)
        .containsOnlyKeys(
            "gen_ai.client.operation.duration",
            "costspan.refused",
            "costspan.cost.refused",
            "costspan.wait.duration",
            "costspan.calls.lost");
    assertThat(metrics.get("gen_ai.client.operation.duration").getHistogramData().getPoints())
        .extracting(point -> point.getAttributes().get(Names.OUTCOME))
        .containsExactly("refused");
  }

  @Test
  void conventionMetricsCanBeLeftToAnother() {
    writer(false, 200).write(call.build(), SpanContext.getInvalid());

    assertThat(collect())
        .containsOnlyKeys("gen_ai.usage.cost", "costspan.cost", "costspan.calls.lost");
  }

  @Test
  void modelNamesAreBounded() {
    MetricWriter writer = writer(true, 2);
    for (String model : List.of("a", "b", "c", "d", "a")) {
      call.request = Calls.request(model, null);
      call.responseModel = null;
      writer.write(call.build(), SpanContext.getInvalid());
    }

    assertThat(collect().get("costspan.cost").getDoubleSumData().getPoints())
        .extracting(point -> point.getAttributes().get(Names.REQUEST_MODEL))
        .containsExactlyInAnyOrder("a", "b", "other");
  }

  @Test
  void lostCallsAreTold() {
    TelemetrySettings settings = new TelemetrySettings(Map.of(), "1", true, 200, () -> 3);
    MetricWriter writer = new MetricWriter(provider, settings);

    assertThat(writer).isNotNull();
    assertThat(collect().get("costspan.calls.lost").getLongSumData().getPoints())
        .singleElement()
        .satisfies(point -> assertThat(point.getValue()).isEqualTo(3));
  }

  private MetricWriter writer(boolean conventions, int models) {
    return new MetricWriter(
        provider, new TelemetrySettings(Map.of(), "1", conventions, models, () -> 0));
  }

  private Map<String, MetricData> collect() {
    Map<String, MetricData> metrics = new TreeMap<>();
    reader.collectAllMetrics().forEach(metric -> metrics.put(metric.getName(), metric));
    return metrics;
  }

  private static List<Double> buckets(Map<String, MetricData> metrics, String name) {
    return metrics.get(name).getHistogramData().getPoints().iterator().next().getBoundaries();
  }

  private static List<String> keys(Map<String, MetricData> metrics, String name) {
    PointData point = metrics.get(name).getData().getPoints().iterator().next();
    return point.getAttributes().asMap().keySet().stream().map(key -> key.getKey()).toList();
  }
}
