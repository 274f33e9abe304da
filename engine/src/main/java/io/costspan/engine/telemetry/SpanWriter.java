// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import io.costspan.engine.meter.CallRecord;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.meter.TraceLink;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes a span of a settled call, after the fact, with the ids that were on the wire. */
final class SpanWriter {
  private final Tracer tracer;

  SpanWriter(TracerProvider provider, String version) {
    this.tracer =
        provider
            .tracerBuilder(Names.SCOPE)
            .setInstrumentationVersion(version)
            .setSchemaUrl(Names.SCHEMA)
            .build();
  }

  /** Starts and ends the span; what it returns lets metrics point to it. */
  SpanContext write(PricedCall priced) {
    CallRecord call = priced.call();
    Instant start = call.timing().start();
    AttributesBuilder early = Attributes.builder();
    CallAttributes.atStart(call, early);
    SpanBuilder builder =
        tracer
            .spanBuilder(name(call))
            .setSpanKind(SpanKind.CLIENT)
            .setParent(parent(call.trace()))
            .setStartTimestamp(start)
            .setAllAttributes(early.build());
    Span span = PresetIds.with(call.trace(), builder::startSpan);
    Instant end = start.plusNanos(Math.max(0, call.timing().durationNanos()));
    if (span.isRecording()) {
      AttributesBuilder late = Attributes.builder();
      CallAttributes.atEnd(call, late);
      CostAttributes.of(priced, late);
      HandlingAttributes.of(priced, late);
      span.setAllAttributes(late.build());
      HandlingAttributes.events(priced, span, end);
      if (call.errorType() != null) {
        span.setStatus(StatusCode.ERROR);
      }
    }
    span.end(end);
    return span.getSpanContext();
  }

  private static String name(CallRecord call) {
    String model = Facts.requestModel(call);
    String operation = call.endpoint().operation();
    return model == null ? operation : operation + " " + model;
  }

  private static Context parent(TraceLink link) {
    return link.parentSpanId() == null
        ? Context.root()
        : W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), link, LinkGetter.INSTANCE);
  }

  /** Reads a link as the headers it came from, so that the propagator judges what is valid. */
  private enum LinkGetter implements TextMapGetter<TraceLink> {
    INSTANCE;

    @Override
    public @Nullable String get(@Nullable TraceLink link, String key) {
      if (link == null) {
        return null;
      }
      return switch (key) {
        case "traceparent" ->
            "00-" + link.traceId() + '-' + link.parentSpanId() + (link.sampled() ? "-01" : "-00");
        case "tracestate" -> link.traceState();
        default -> null;
      };
    }
  }
}
