// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import io.costspan.engine.price.CatalogueInfo;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the telemetry needs to know. Immutable.
 *
 * @param standard the {@code otel.*} settings in property form, as {@link StandardSettings#read}
 *     collects them
 * @param version costspan's version, for {@code telemetry.distro.version} and the scope
 * @param conventionMetrics whether the conventions' token and duration metrics are recorded; off
 *     where another instrumentation in the same JVM records the same names. Cost metrics always are
 * @param mostModels how many distinct model names become metric attribute values before the rest
 *     becomes {@code other}, 1 or more
 * @param lostCalls how many calls never reached the telemetry because a queue was full, ever
 *     growing
 * @param prices which prices are in force; {@code null} while nobody has asked for one
 * @param state how the controls stand
 */
public record TelemetrySettings(
    Map<String, String> standard,
    String version,
    boolean conventionMetrics,
    int mostModels,
    LongSupplier lostCalls,
    Supplier<@Nullable CatalogueInfo> prices,
    StateGauges state) {

  /** Nothing is told of the prices in force, and nobody controls. */
  public TelemetrySettings(
      Map<String, String> standard,
      String version,
      boolean conventionMetrics,
      int mostModels,
      LongSupplier lostCalls) {
    this(standard, version, conventionMetrics, mostModels, lostCalls, () -> null, StateGauges.NONE);
  }

  /** The defaults, with the standard settings of this JVM. */
  public static TelemetrySettings ofThisJvm(String version) {
    return new TelemetrySettings(StandardSettings.read(), version, true, 200, () -> 0);
  }
}
