// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the standard settings into such as this distribution can carry out, and says what it
 * changed. It carries OTLP over http/protobuf for traces and metrics, and no propagators.
 */
final class StandardCorrections {
  private static final String PROTOCOL = "otel.exporter.otlp.protocol";
  private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
  private static final String HTTP = "http/protobuf";
  private static final int GRPC_PORT = 4317;
  private static final int HTTP_PORT = 4318;

  private final Map<String, String> settings;
  private final Consumer<String> say;

  private StandardCorrections(Map<String, String> settings, Consumer<String> say) {
    this.settings = new HashMap<>(settings);
    this.say = say;
  }

  /**
   * The settings to start the SDK with.
   *
   * @param say takes one line for each thing that was changed
   */
  static Map<String, String> apply(Map<String, String> standard, Consumer<String> say) {
    StandardCorrections corrections = new StandardCorrections(standard, say);
    corrections.exporters("traces");
    corrections.exporters("metrics");
    corrections.transport();
    corrections.declarativeFile();
    // nothing of ours is a log record, and what is injected into requests is written by the engine
    corrections.settings.put("otel.logs.exporter", "none");
    corrections.settings.put("otel.propagators", "none");
    return corrections.settings;
  }

  private void exporters(String signal) {
    String key = "otel." + signal + ".exporter";
    String value = settings.getOrDefault(key, "otlp");
    List<String> carried = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String name : value.split(",", -1)) {
      String exporter = name.strip().toLowerCase(Locale.ROOT);
      if (exporter.equals("otlp") || exporter.equals("none")) {
        carried.add(exporter);
      } else if (!exporter.isEmpty()) {
        others.add(name.strip());
      }
    }
    if (!others.isEmpty()) {
      say.accept(
          key
              + "="
              + value
              + ": costspan carries otlp and none only; "
              + signal
              + (carried.contains("otlp") ? " go to otlp" : " are not exported"));
    }
    settings.put(key, carried.contains("otlp") ? "otlp" : "none");
  }

  private void transport() {
    if (!exports("traces") && !exports("metrics")) {
      return;
    }
    @Nullable String general = settings.get(PROTOCOL);
    boolean asked = HTTP.equals(general);
    List<String> moved = new ArrayList<>();
    if (!asked) {
      move(ENDPOINT, "", moved);
    }
    boolean fellBack = general != null && !asked;
    for (String signal : List.of("traces", "metrics")) {
      String key = "otel.exporter.otlp." + signal + ".protocol";
      @Nullable String own = settings.get(key);
      if (!HTTP.equals(own == null ? general : own)) {
        move("otel.exporter.otlp." + signal + ".endpoint", "/v1/" + signal, moved);
      }
      fellBack |= own != null && !own.equals(HTTP);
      settings.put(key, HTTP);
    }
    settings.put(PROTOCOL, HTTP);
    if (fellBack || !moved.isEmpty()) {
      say.accept(
          (fellBack
                  ? "OTLP over "
                      + (general == null || asked ? "the protocol asked for" : general)
                      + " is not carried"
                  : "port 4317 is OTLP over gRPC, which is not carried")
              + "; exporting over http/protobuf"
              + (moved.isEmpty() ? "" : ", " + String.join(", ", moved))
              + (fellBack && moved.isEmpty() && !settings.containsKey(ENDPOINT)
                  ? " to port 4318"
                  : ""));
    }
  }

  /** An endpoint given for gRPC: the same collector's HTTP port is the next one by convention. */
  private void move(String key, String path, List<String> moved) {
    @Nullable String value = settings.get(key);
    if (value == null) {
      return;
    }
    try {
      URI uri = URI.create(value);
      if (uri.getPort() == GRPC_PORT && uri.getHost() != null) {
        String target = uri.getScheme() + "://" + uri.getHost() + ":" + HTTP_PORT + path;
        settings.put(key, target);
        moved.add(key + " " + value + " -> " + target);
      }
    } catch (IllegalArgumentException notAUri) {
      return; // the SDK says what is wrong with it
    }
  }

  private void declarativeFile() {
    for (String key : List.of("otel.config.file", "otel.experimental.config.file")) {
      if (settings.remove(key) != null) {
        say.accept(key + " is not read by costspan; give it otel.* settings instead");
      }
    }
  }

  private boolean exports(String signal) {
    return "otlp".equals(settings.get("otel." + signal + ".exporter"));
  }
}
