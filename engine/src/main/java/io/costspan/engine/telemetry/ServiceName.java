// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Guesses a service's name where nobody gave one. */
public final class ServiceName {
  private static final Pattern MAIN_CLASS = Pattern.compile("([\\w.$-]+/)?[\\p{L}_$][\\w.$]*");

  /** What the SDK calls a service that nobody named. */
  private static final String UNKNOWN = "unknown_service:java";

  private ServiceName() {}

  /**
   * The name this JVM's telemetry goes by, for whoever else has to say it.
   *
   * @param standard the {@code otel.*} settings in property form
   */
  public static String of(Map<String, String> standard) {
    String said = standard.get("otel.service.name");
    if (said == null) {
      said = attribute(standard.getOrDefault("otel.resource.attributes", ""));
    }
    if (said == null) {
      said = guess(System.getProperties(), System.getenv());
    }
    return said == null ? UNKNOWN : said;
  }

  private static @Nullable String attribute(String attributes) {
    for (String attribute : attributes.split(",", -1)) {
      if (attribute.strip().startsWith("service.name=")) {
        return attribute.strip().substring("service.name=".length());
      }
    }
    return null;
  }

  /**
   * Spring's application name, else the main jar's name without its ending, else the main class.
   *
   * @return {@code null} when the JVM does not say how it was started
   */
  static @Nullable String guess(Properties properties, Map<String, String> environment) {
    for (String spring :
        new String[] {
          properties.getProperty("spring.application.name"),
          environment.get("SPRING_APPLICATION_NAME")
        }) {
      if (spring != null && !spring.isBlank()) {
        return spring.strip();
      }
    }
    return ofCommand(properties.getProperty("sun.java.command"));
  }

  private static @Nullable String ofCommand(@Nullable String command) {
    if (command == null || command.isBlank()) {
      return null;
    }
    String first = command.strip().split("\\s", 2)[0];
    if (!first.endsWith(".jar") && MAIN_CLASS.matcher(first).matches()) {
      return first.substring(first.indexOf('/') + 1); // a module's main class has the module before
    }
    // the path may contain blanks: it ends at the first ".jar"
    int end = command.indexOf(".jar");
    if (end <= 0) {
      return null;
    }
    String path = command.substring(0, end);
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return name.isBlank() ? null : name.strip();
  }
}
