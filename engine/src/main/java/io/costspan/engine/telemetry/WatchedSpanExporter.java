// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import io.costspan.contract.OwnThreads;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.ConnectException;
import java.util.Collection;

/** Reports the fate of each export. */
final class WatchedSpanExporter implements SpanExporter {
  private final SpanExporter exporter;
  private final String endpoint;
  private final Outages outages;
  private final CollectorDoor door;

  WatchedSpanExporter(SpanExporter exporter, String endpoint, Outages outages) {
    this.exporter = exporter;
    this.endpoint = endpoint;
    this.outages = outages;
    this.door = new CollectorDoor(endpoint);
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    ConnectException refusal = door.refusal();
    if (refusal != null) {
      outages.failed("traces", endpoint, refusal);
      return CompletableResultCode.ofExceptionalFailure(refusal);
    }
    CompletableResultCode result = exporter.export(spans);
    OwnThreads.nameAll();
    return result.whenComplete(
        () -> {
          if (result.isSuccess()) {
            outages.succeeded("traces", endpoint);
          } else {
            outages.failed("traces", endpoint, result.getFailureThrowable());
          }
        });
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
