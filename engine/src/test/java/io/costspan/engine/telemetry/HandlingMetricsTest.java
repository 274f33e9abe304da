// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.meter.Outcome;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.price.Cost;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandlingMetricsTest {
  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final SdkMeterProvider provider =
      SdkMeterProvider.builder().registerMetricReader(reader).build();
  private final HandlingMetrics metrics = new HandlingMetrics(provider.get("test"));
  private final Calls call = new Calls();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void aCallThatWasOnlyWatchedIsNotCounted() {
    write();

    assertThat(collect()).isEmpty();
  }

  @Test
  void whatAnswersGivenHereSavedIsByRuleAndWay() {
    call.hit();
    write();
    write();
    call.handling = Handling.answered(Handling.Action.JOINED, "faq", null);
    write();

    assertThat(dollars("costspan.cost.avoided"))
        .isEqualTo(Map.of(lookup("faq", "hit"), 0.0000444, lookup("faq", "joined"), 0.0000222));
    assertThat(counts("costspan.cache.lookups"))
        .isEqualTo(Map.of(lookup("faq", "hit"), 2L, lookup("faq", "joined"), 1L));
  }

  @Test
  void whatACacheHadNotIsCountedWithWhyItHasItNotNow() {
    call.handling = Handling.SENT.missed(new Handling.Miss("faq", true, null));
    write();
    write();
    call.handling = Handling.SENT.missed(new Handling.Miss("faq", true, "unfinished"));
    write();
    call.handling = Handling.SENT.missed(new Handling.Miss("faq", false, "bypass"));
    write();

    assertThat(counts("costspan.cache.lookups"))
        .isEqualTo(
            Map.of(
                lookup("faq", "miss"),
                2L,
                lookup("faq", "miss").toBuilder().put(Names.CACHE_REASON, "unfinished").build(),
                1L,
                lookup("faq", "not_cached").toBuilder().put(Names.CACHE_REASON, "bypass").build(),
                1L));
    assertThat(collect()).doesNotContainKey("costspan.cost.avoided");
  }

  @Test
  void whatHasNoPriceAndWhatWasMadeAllTheSameSavesNothing() {
    call.hit();
    call.avoided = Cost.unpriced("unknown-model");
    write();
    call.handling = Handling.answered(Handling.Action.STALE, "faq", null);
    call.avoided = null;
    write();
    call.handling = Handling.SENT.seen(new Handling.Shadow("faq", Handling.Finding.DIFFERENT));
    write();

    assertThat(collect()).containsOnlyKeys("costspan.cache.lookups");
    assertThat(counts("costspan.cache.lookups"))
        .isEqualTo(
            Map.of(
                lookup("faq", "hit"), 1L,
                lookup("faq", "stale"), 1L,
                lookup("faq", "shadow_different"), 1L));
  }

  @Test
  void refusedCallsAreByRuleAndCodeWithWhatTheyMightHaveCost() {
    call.refused();
    write();
    call.handling = Handling.refused("burst", "rate_limited");
    write();

    Attributes daily = Attributes.of(Names.RULE, "daily", Names.REFUSAL_CODE, "budget_exceeded");
    Attributes burst = Attributes.of(Names.RULE, "burst", Names.REFUSAL_CODE, "rate_limited");
    assertThat(counts("costspan.refused")).isEqualTo(Map.of(daily, 1L, burst, 1L));
    assertThat(dollars("costspan.cost.refused")).isEqualTo(Map.of(daily, 0.25));
  }

  @Test
  void waitsAreSeconds() {
    call.handling = Handling.SENT.waited(250_000_000);
    write();

    assertThat(collect().get("costspan.wait.duration").getHistogramData().getPoints())
        .singleElement()
        .satisfies(point -> assertThat(point.getSum()).isEqualTo(0.25));
  }

  @Test
  void namesOfRulesAreBounded() {
    for (int i = 0; i < 1000; i++) {
      call.handling = Handling.refused("rule" + i, "code" + i).forecast(new BigDecimal("0.1"));
      call.outcome = Outcome.REFUSED;
      write();
    }

    assertThat(counts("costspan.refused")).hasSizeLessThan(300);
  }

  private void write() {
    metrics.write(call.build(), Context.root());
  }

  private static Attributes lookup(String rule, String found) {
    return Attributes.of(Names.RULE, rule, Names.CACHE, found);
  }

  private Map<String, MetricData> collect() {
    Map<String, MetricData> collected = new TreeMap<>();
    reader.collectAllMetrics().forEach(metric -> collected.put(metric.getName(), metric));
    return collected;
  }

  private Map<Attributes, Double> dollars(String name) {
    return collect().get(name).getDoubleSumData().getPoints().stream()
        .collect(Collectors.toMap(point -> point.getAttributes(), point -> point.getValue()));
  }

  private Map<Attributes, Long> counts(String name) {
    return collect().get(name).getLongSumData().getPoints().stream()
        .collect(Collectors.toMap(point -> point.getAttributes(), point -> point.getValue()));
  }
}
