// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Collects the standard OpenTelemetry settings: {@code OTEL_*} and {@code -Dotel.*}. */
public final class StandardSettings {
  private StandardSettings() {}

  /** Those of this JVM, in property form; a system property wins over the environment. */
  public static Map<String, String> read() {
    return read(System.getenv(), System.getProperties());
  }

  static Map<String, String> read(Map<String, String> environment, Properties properties) {
    Map<String, String> found = new HashMap<>();
    environment.forEach(
        (key, value) -> {
          if (key.startsWith("OTEL_")) {
            put(found, key.toLowerCase(Locale.ROOT).replace('_', '.'), value);
          }
        });
    for (String key : properties.stringPropertyNames()) {
      if (key.startsWith("otel.")) {
        put(found, key.toLowerCase(Locale.ROOT).replace('-', '.'), properties.getProperty(key));
      }
    }
    return Map.copyOf(found);
  }

  /** The specification has an empty value mean the same as none. */
  private static void put(Map<String, String> found, String key, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      found.put(key, value.strip());
    }
  }
}
