// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import io.costspan.contract.OwnThreads;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.net.ConnectException;
import java.util.function.Supplier;

/** Knocks before each export of a signal, and reports its fate. Thread-safe. */
final class WatchedExport {
  private final String signal;
  private final String endpoint;
  private final Outages outages;
  private final CollectorDoor door;

  /**
   * @param signal {@code traces} or {@code metrics}
   * @param endpoint where the exports go
   */
  WatchedExport(String signal, String endpoint, Outages outages) {
    this.signal = signal;
    this.endpoint = endpoint;
    this.outages = outages;
    this.door = new CollectorDoor(endpoint);
  }

  /** Exports, unless the door is closed. */
  CompletableResultCode run(Supplier<CompletableResultCode> export) {
    ConnectException refusal = door.refusal();
    if (refusal != null) {
      outages.failed(signal, endpoint, refusal);
      return CompletableResultCode.ofExceptionalFailure(refusal);
    }
    CompletableResultCode result = export.get();
    OwnThreads.nameAll();
    return result.whenComplete(
        () -> {
          if (result.isSuccess()) {
            outages.succeeded(signal, endpoint);
          } else {
            outages.failed(signal, endpoint, result.getFailureThrowable());
          }
        });
  }
}
