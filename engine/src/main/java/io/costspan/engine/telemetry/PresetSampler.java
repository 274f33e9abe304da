// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import io.costspan.engine.meter.TraceLink;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * For a root: what was decided, and perhaps sent, before the request left. For a child: the
 * configured sampler. Thread-safe.
 */
final class PresetSampler implements Sampler {
  private final Sampler configured;

  PresetSampler(Sampler configured) {
    this.configured = configured;
  }

  @Override
  public SamplingResult shouldSample(
      Context parentContext,
      String traceId,
      String name,
      SpanKind spanKind,
      Attributes attributes,
      List<LinkData> parentLinks) {
    TraceLink link = PresetIds.current();
    if (link != null && !Span.fromContext(parentContext).getSpanContext().isValid()) {
      return link.sampled() ? SamplingResult.recordAndSample() : SamplingResult.drop();
    }
    return configured.shouldSample(parentContext, traceId, name, spanKind, attributes, parentLinks);
  }

  @Override
  public String getDescription() {
    return "Preset{" + configured.getDescription() + "}";
  }
}
