// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import io.costspan.engine.meter.CallRecord;
import io.costspan.engine.meter.Outcome;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.meter.UsageEstimate;
import io.costspan.engine.price.CatalogueInfo;
import io.costspan.engine.price.CostState;
import io.costspan.engine.usage.Unit;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records a settled call in the metrics. In Prometheus, {@code gen_ai.usage.cost} is {@code
 * gen_ai_usage_cost_USD_bucket}, {@code _sum} and {@code _count}, and the counter {@code
 * costspan.cost} is {@code costspan_cost_USD_total}: one for what a call costs, one for what is
 * spent. Attributes are the conventions' own and bounded; no user, key, call or response id is ever
 * one. Thread-safe.
 */
final class MetricWriter {
  private static final List<Double> SECONDS =
      List.of(
          0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);
  private static final List<Long> TOKENS =
      List.of(
          1L, 4L, 16L, 64L, 256L, 1024L, 4096L, 16384L, 65536L, 262144L, 1048576L, 4194304L,
          16777216L, 67108864L);

  /** A call costs from a thousandth of a cent to a hundred dollars. */
  private static final List<Double> DOLLARS =
      List.of(
          0.00001, 0.00002, 0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05,
          0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0);

  private static final double SECONDS_A_DAY = 86_400;
  private static final int MOST_HOSTS = 200;
  private static final int MOST_ERRORS = 200;
  private static final int MOST_REASONS = 40;

  private final boolean conventions;
  private final BoundedNames models;
  private final BoundedNames hosts = new BoundedNames(MOST_HOSTS, "other");
  private final BoundedNames reasons = new BoundedNames(MOST_REASONS, "other");
  private final BoundedNames errors = new BoundedNames(MOST_ERRORS, "_OTHER");
  private final LongHistogram tokens;
  private final DoubleHistogram duration;
  private final DoubleHistogram firstChunk;
  private final DoubleHistogram chunkGap;
  private final DoubleHistogram costOfCall;
  private final DoubleCounter spent;
  private final LongCounter unpriced;
  private final HandlingMetrics handling;

  MetricWriter(MeterProvider provider, TelemetrySettings settings) {
    Meter meter =
        provider
            .meterBuilder(Names.SCOPE)
            .setInstrumentationVersion(settings.version())
            .setSchemaUrl(Names.SCHEMA)
            .build();
    this.conventions = settings.conventionMetrics();
    this.models = new BoundedNames(settings.mostModels(), "other");
    this.tokens =
        meter
            .histogramBuilder("gen_ai.client.token.usage")
            .ofLongs()
            .setUnit("{token}")
            .setDescription("Number of input and output tokens used.")
            .setExplicitBucketBoundariesAdvice(TOKENS)
            .build();
    this.duration = seconds(meter, "gen_ai.client.operation.duration", "GenAI operation duration.");
    this.firstChunk =
        seconds(
            meter,
            "gen_ai.client.operation.time_to_first_chunk",
            "Time to receive the first chunk of a streamed answer.");
    this.chunkGap =
        seconds(
            meter,
            "gen_ai.client.operation.time_per_output_chunk",
            "Time per chunk of a streamed answer after the first.");
    this.costOfCall =
        meter
            .histogramBuilder("gen_ai.usage.cost")
            .setUnit("USD")
            .setDescription("Cost of a call.")
            .setExplicitBucketBoundariesAdvice(DOLLARS)
            .build();
    this.spent =
        meter
            .counterBuilder("costspan.cost")
            .ofDoubles()
            .setUnit("USD")
            .setDescription("Money spent.")
            .build();
    this.unpriced =
        meter
            .counterBuilder("costspan.unpriced")
            .setUnit("{call}")
            .setDescription("Answered calls whose cost is not known.")
            .build();
    this.handling = new HandlingMetrics(meter);
    StateMetrics.register(meter, settings.state());
    meter
        .counterBuilder("costspan.calls.lost")
        .setUnit("{call}")
        .setDescription("Calls that were not reported because a queue was full.")
        .buildWithCallback(result -> result.record(settings.lostCalls().getAsLong()));
    meter
        .gaugeBuilder("costspan.price.age")
        .setUnit("d")
        .setDescription("Age of the newest row of the price catalogue in force.")
        .buildWithCallback(result -> priceAge(settings.prices().get(), result));
  }

  private static void priceAge(@Nullable CatalogueInfo prices, ObservableDoubleMeasurement result) {
    if (prices != null) {
      result.record(
          Duration.between(prices.date(), Instant.now()).toSeconds() / SECONDS_A_DAY,
          Attributes.of(
              Names.PRICE_VERSION, prices.version(), Names.PRICE_SOURCE, prices.source()));
    }
  }

  /** Records one call; exemplars point to its span. */
  void write(PricedCall priced, SpanContext span) {
    CallRecord call = priced.call();
    Context context = Context.root().with(Span.wrap(span));
    Attributes common = common(call);
    if (conventions) {
      timing(call, common, context);
      if (Facts.sent(call)) {
        tokens(call, common, Unit.INPUT, "input", context);
        if (!call.endpoint().operation().equals("embeddings")) {
          tokens(call, common, Unit.OUTPUT, "output", context);
        }
      }
    }
    if (Facts.sent(call)) {
      cost(priced, common, context);
    }
    handling.write(priced, context);
  }

  /** What was not sent says nothing of a provider's speed or health, and is told apart. */
  private void timing(CallRecord call, Attributes common, Context context) {
    AttributesBuilder withError = common.toBuilder();
    if (!Facts.sent(call)) {
      withError.put(Names.OUTCOME, Facts.lower(call.outcome()));
    }
    if (call.errorType() != null) {
      withError.put(Names.ERROR_TYPE, errors.bound(call.errorType()));
    }
    duration.record(call.timing().durationNanos() / 1e9, withError.build(), context);
    if (!Facts.sent(call) || !Facts.streaming(call) || call.timing().firstChunkNanos() < 0) {
      return;
    }
    firstChunk.record(call.timing().firstChunkNanos() / 1e9, common, context);
    for (long gap : call.timing().chunkGapNanos()) {
      chunkGap.record(gap / 1e9, common, context);
    }
  }

  /** Only what a provider reported: the conventions want no count of tokens that was guessed. */
  private void tokens(CallRecord call, Attributes common, Unit unit, String type, Context context) {
    UsageEstimate estimate = call.estimate();
    if (estimate == null || !estimate.units().contains(unit)) {
      Attributes attributes = common.toBuilder().put(Names.TOKEN_TYPE, type).build();
      call.usage().get(unit).ifPresent(count -> tokens.record(count, attributes, context));
    }
  }

  private void cost(PricedCall priced, Attributes common, Context context) {
    BigDecimal usd = priced.cost().usd();
    if (usd != null && usd.signum() >= 0) {
      Attributes attributes =
          common.toBuilder()
              .put(Names.COST_STATE, Facts.lower(priced.cost().state()))
              .put(Names.COST_SOURCE, Facts.source(priced.cost()))
              .build();
      Attributes ofCall =
          priced.cost().state() == CostState.ESTIMATED
              ? common.toBuilder().put(Names.USAGE_SOURCE, "estimated").build()
              : common;
      costOfCall.record(usd.doubleValue(), ofCall, context);
      spent.add(usd.doubleValue(), attributes, context);
    } else if (priced.cost().state() == CostState.UNPRICED && mayBeBilled(priced.call())) {
      AttributesBuilder attributes = Attributes.builder();
      attributes.put(Names.PROVIDER, common.get(Names.PROVIDER));
      attributes.put(Names.REQUEST_MODEL, common.get(Names.REQUEST_MODEL));
      attributes.put(Names.RESPONSE_MODEL, common.get(Names.RESPONSE_MODEL));
      attributes.put(Names.UNPRICED_REASON, reason(priced.cost().reason()));
      unpriced.add(1, attributes.build(), context);
    }
  }

  /** The word a reason begins with; what follows a colon may be different in every call. */
  private String reason(@Nullable String reason) {
    String text = reason == null ? "unknown" : reason;
    int colon = text.indexOf(':');
    return reasons.bound(colon < 0 ? text : text.substring(0, colon));
  }

  /**
   * An error answer is not billed: its missing price is nothing to be alerted by; nor is that of an
   * answer still to come. A call that was given up before its answer may well be.
   */
  private static boolean mayBeBilled(CallRecord call) {
    return call.status() < 400 && call.outcome() != Outcome.PENDING;
  }

  private Attributes common(CallRecord call) {
    AttributesBuilder attributes = Attributes.builder();
    attributes.put(Names.OPERATION, call.endpoint().operation());
    attributes.put(Names.PROVIDER, Providers.conventional(call.endpoint().provider()));
    String requested = Facts.requestModel(call);
    if (requested != null) {
      attributes.put(Names.REQUEST_MODEL, models.bound(requested));
    }
    String served = call.response().model();
    if (served != null) {
      attributes.put(Names.RESPONSE_MODEL, models.bound(served));
    }
    attributes.put(Names.SERVER_ADDRESS, hosts.bound(call.endpoint().host()));
    attributes.put(Names.SERVER_PORT, (long) call.endpoint().port());
    return attributes.build();
  }

  private static DoubleHistogram seconds(Meter meter, String name, String description) {
    return meter
        .histogramBuilder(name)
        .setUnit("s")
        .setDescription(description)
        .setExplicitBucketBoundariesAdvice(SECONDS)
        .build();
  }
}
