// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a trace is sampled before the SDK is up, and before the request leaves: the flag
 * on the wire has to agree with what the SDK's sampler decides later. All samplers of the
 * specification that the SDK carries are functions of the trace id and the parent's flag, so the
 * decision is made here without touching an SDK class. Immutable, thread-safe, allocates nothing.
 *
 * @param parentBased whether a parent's flag decides
 * @param threshold a trace is sampled when the lower 64 bits of its id, as a signed number without
 *     its sign, are below this; {@link Long#MAX_VALUE} for all, 0 for none
 */
record Sampling(boolean parentBased, long threshold) {

  /** By {@code otel.traces.sampler} and its argument; what cannot be read is the default. */
  static Sampling of(Map<String, String> standard) {
    String name =
        standard
            .getOrDefault("otel.traces.sampler", "parentbased_always_on")
            .toLowerCase(Locale.ROOT);
    boolean parentBased = name.startsWith("parentbased_");
    return switch (parentBased ? name.substring("parentbased_".length()) : name) {
      case "always_on" -> new Sampling(parentBased, Long.MAX_VALUE);
      case "always_off" -> new Sampling(parentBased, 0);
      case "traceidratio" ->
          new Sampling(parentBased, threshold(standard.get("otel.traces.sampler.arg")));
      default -> new Sampling(true, Long.MAX_VALUE);
    };
  }

  /**
   * The decision.
   *
   * @param traceId 32 hex digits
   * @param parent the parent's flag; {@code null} for a root
   */
  boolean sampled(String traceId, @Nullable Boolean parent) {
    if (parentBased && parent != null) {
      return parent;
    }
    if (threshold == Long.MAX_VALUE || threshold == 0) {
      return threshold != 0;
    }
    try {
      return Math.abs(Long.parseUnsignedLong(traceId, 16, 32, 16)) < threshold;
    } catch (RuntimeException notAnId) {
      return false;
    }
  }

  private static long threshold(@Nullable String ratio) {
    try {
      double value = ratio == null ? 1 : Double.parseDouble(ratio);
      return value >= 0 && value < 1 ? (long) (value * Long.MAX_VALUE) : Long.MAX_VALUE;
    } catch (NumberFormatException notANumber) {
      return Long.MAX_VALUE;
    }
  }
}
