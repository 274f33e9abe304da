// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** Reports the fate of each export. */
final class WatchedSpanExporter implements SpanExporter {
  private final SpanExporter exporter;
  private final WatchedExport watched;

  WatchedSpanExporter(SpanExporter exporter, String endpoint, Outages outages) {
    this.exporter = exporter;
    this.watched = new WatchedExport("traces", endpoint, outages);
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    return watched.run(() -> exporter.export(spans));
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
