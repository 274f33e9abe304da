// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says that exports fail: one line per outage and one when it is over, however many exports and
 * signals fail for the same reason. Thread-safe.
 */
final class Outages {
  private final Map<String, String> down = new HashMap<>();
  private final Consumer<String> say;

  Outages(Consumer<String> say) {
    this.say = say;
  }

  /** An export failed. */
  synchronized void failed(String signal, String endpoint, @Nullable Throwable cause) {
    String reason = reason(cause);
    boolean told = down.containsKey(signal) || down.containsValue(reason);
    down.put(signal, reason);
    if (!told) {
      say.accept(
          signal
              + " cannot be exported to "
              + endpoint
              + " ("
              + reason
              + "); the application is not affected, costspan keeps trying");
    }
  }

  /** An export succeeded. */
  synchronized void succeeded(String signal, String endpoint) {
    if (down.remove(signal) != null && down.isEmpty()) {
      say.accept(signal + " are exported to " + endpoint + " again");
    }
  }

  private static String reason(@Nullable Throwable failure) {
    if (failure instanceof HttpExportException http) {
      if (http.getResponse() != null) {
        return "it answers HTTP " + http.getResponse().getStatusCode();
      }
      return http.getCause() == null ? "no answer" : text(http.getCause());
    }
    return failure == null ? "no answer in time" : text(failure);
  }

  private static String text(Throwable cause) {
    @Nullable String message = cause.getMessage();
    return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }
}
