// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import io.costspan.log.AgentLog;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Starts the OpenTelemetry SDK by its own configuration, without making it the JVM's global one and
 * without a shutdown hook. A setting that the SDK refuses is left out, with one line that names it,
 * and the start is tried again.
 */
final class SdkStart {
  private static final int MOST_TRIES = 12;
  private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
  private static final AttributeKey<String> INSTANCE =
      AttributeKey.stringKey("service.instance.id");

  private final TelemetrySettings settings;
  private final Map<String, String> corrected;

  /** The SDK tells its own health in these scopes; users asked for their calls. */
  private static final String[] SCOPES_OF_THE_SDK = {
    "io.opentelemetry.sdk.trace",
    "io.opentelemetry.sdk.metrics",
    "io.opentelemetry.exporters.otlp",
    "io.opentelemetry.exporters.otlp-http",
    "io.opentelemetry.exporters.otlp_http_span_exporter",
    "io.opentelemetry.exporters.otlp_http_metric_exporter"
  };

  SdkStart(TelemetrySettings settings) {
    this.settings = settings;
    this.corrected =
        new HashMap<>(
            StandardCorrections.apply(
                settings.standard(), line -> AgentLog.warnOnce(line, "telemetry: " + line)));
  }

  /** The running SDK; {@code null} when none of the settings let it start. */
  @Nullable OpenTelemetrySdk start() {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      try {
        return build();
      } catch (RuntimeException e) {
        if (!leaveOut(e)) {
          break;
        }
      }
    }
    AgentLog.warn("telemetry: could not be started; calls are not exported");
    return null;
  }

  private OpenTelemetrySdk build() {
    Outages outages = new Outages(line -> AgentLog.warn("telemetry: " + line));
    return AutoConfiguredOpenTelemetrySdk.builder()
        .setServiceClassLoader(SdkStart.class.getClassLoader())
        .disableShutdownHook()
        .addPropertiesCustomizer(config -> overrides())
        .addResourceCustomizer((resource, config) -> resource(resource))
        .addSamplerCustomizer((sampler, config) -> new PresetSampler(sampler))
        .addTracerProviderCustomizer((builder, config) -> builder.setIdGenerator(new PresetIds()))
        .addMeterProviderCustomizer((builder, config) -> onlyOurs(builder))
        .addSpanExporterCustomizer(
            (exporter, config) ->
                new WatchedSpanExporter(exporter, endpoint(config, "traces"), outages))
        .addMetricExporterCustomizer(
            (exporter, config) ->
                new WatchedMetricExporter(exporter, endpoint(config, "metrics"), outages))
        .build()
        .getOpenTelemetrySdk();
  }

  /**
   * The SDK reads environment and system properties again by itself: what it must not see is
   * overridden by nothing.
   */
  private Map<String, String> overrides() {
    Map<String, @Nullable String> overrides = new HashMap<>(corrected);
    for (String key : settings.standard().keySet()) {
      overrides.putIfAbsent(key, null);
    }
    return nullable(overrides);
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // the SDK's map takes null for "not set"
  private static Map<String, String> nullable(Map<String, @Nullable String> overrides) {
    return (Map<String, String>) (Map<String, ?>) overrides;
  }

  /** Drops the setting that an exception is about. Returns whether another try makes sense. */
  private boolean leaveOut(RuntimeException e) {
    String message = messages(e);
    String culprit = named(message);
    if (culprit == null) {
      culprit = probed(message);
    }
    if (culprit != null) {
      AgentLog.warn("telemetry: " + culprit + " is left out: " + message);
      corrected.remove(culprit);
      return true;
    }
    AgentLog.warn("telemetry: the OTEL_* settings are left out: " + message);
    return corrected.keySet().removeAll(settings.standard().keySet());
  }

  /** The setting that a message names. */
  private @Nullable String named(String message) {
    return present().stream()
        .filter(message::contains)
        .max(Comparator.comparingInt(String::length))
        .orElse(null);
  }

  /** The setting without which the message is another, or there is none. */
  private @Nullable String probed(String message) {
    for (String key : present()) {
      String value = corrected.remove(key);
      try {
        build().close();
        return key;
      } catch (RuntimeException e) {
        if (!messages(e).equals(message)) {
          return key;
        }
      }
      corrected.put(key, String.valueOf(value));
    }
    return null;
  }

  /** The user's settings that are still tried. */
  private List<String> present() {
    return settings.standard().keySet().stream().filter(corrected::containsKey).toList();
  }

  private static String messages(Throwable e) {
    StringBuilder text = new StringBuilder(String.valueOf(e.getMessage()));
    Throwable cause = e.getCause();
    for (int depth = 0; cause != null && depth < 5; depth++, cause = cause.getCause()) {
      text.append(": ").append(cause.getMessage());
    }
    return text.toString();
  }

  private Resource resource(Resource resource) {
    AttributesBuilder attributes = Attributes.builder();
    attributes.put("telemetry.distro.name", "costspan");
    attributes.put("telemetry.distro.version", settings.version());
    String given = resource.getAttribute(SERVICE_NAME);
    if (given == null || given.startsWith("unknown_service")) {
      String guess = ServiceName.guess(System.getProperties(), System.getenv());
      if (guess != null) {
        attributes.put(SERVICE_NAME, guess);
      }
    }
    if (resource.getAttribute(INSTANCE) == null) {
      // two JVMs of one service must not write the same series
      attributes.put(INSTANCE, UUID.randomUUID().toString());
    }
    return resource.merge(Resource.create(attributes.build()));
  }

  private static SdkMeterProviderBuilder onlyOurs(SdkMeterProviderBuilder builder) {
    View drop = View.builder().setAggregation(Aggregation.drop()).build();
    for (String scope : SCOPES_OF_THE_SDK) {
      builder.registerView(InstrumentSelector.builder().setMeterName(scope).build(), drop);
    }
    return builder;
  }

  private static String endpoint(ConfigProperties config, String signal) {
    String own = config.getString("otel.exporter.otlp." + signal + ".endpoint");
    if (own != null) {
      return own;
    }
    String base = config.getString("otel.exporter.otlp.endpoint", "http://localhost:4318");
    return base + (base.endsWith("/") ? "v1/" : "/v1/") + signal;
  }
}
