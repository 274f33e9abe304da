// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import io.costspan.engine.meter.TraceLink;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands the SDK the ids that were chosen before the request left, for the span being made on this
 * thread; random ones otherwise, or where the chosen are not ids. Thread-safe.
 */
final class PresetIds implements IdGenerator {
  private static final ThreadLocal<@Nullable TraceLink> LINK = new ThreadLocal<>();

  private final IdGenerator random = IdGenerator.random();

  /** Makes a span with the link's ids. */
  static <T> T with(TraceLink link, Supplier<T> making) {
    LINK.set(link);
    try {
      return making.get();
    } finally {
      LINK.remove();
    }
  }

  /** The link of the span being made on this thread. */
  static @Nullable TraceLink current() {
    return LINK.get();
  }

  @Override
  public String generateSpanId() {
    TraceLink link = LINK.get();
    return link != null && SpanId.isValid(link.spanId()) ? link.spanId() : random.generateSpanId();
  }

  @Override
  public String generateTraceId() {
    TraceLink link = LINK.get();
    return link != null && TraceId.isValid(link.traceId())
        ? link.traceId()
        : random.generateTraceId();
  }
}
