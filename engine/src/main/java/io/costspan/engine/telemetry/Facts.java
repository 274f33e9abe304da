// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import io.costspan.engine.meter.CallRecord;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.CostState;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What both spans and metrics conclude from a call. */
final class Facts {
  private Facts() {}

  /** The model the request named, in its body or its path. */
  static @Nullable String requestModel(CallRecord call) {
    String model = call.request().model();
    return model == null ? call.endpoint().pathModel() : model;
  }

  /** Whether the answer was asked for, or came, as a stream. */
  static boolean streaming(CallRecord call) {
    return call.response().stream()
        || Boolean.TRUE.equals(call.request().stream())
        || Boolean.TRUE.equals(call.endpoint().pathStream());
  }

  /**
   * Whether a request left for the provider. What was answered or refused here was never billed: it
   * costs nothing, and its usage is told by names of our own alone.
   */
  static boolean sent(CallRecord call) {
    return call.outcome().sent();
  }

  /**
   * {@code provider} where the provider stated the cost, {@code local} where it was calculated
   * here; {@code null} where there is none.
   */
  static @Nullable String source(Cost cost) {
    if (cost.usd() == null) {
      return null;
    }
    return cost.state() == CostState.REPORTED ? "provider" : "local";
  }

  /** A constant's name as attributes spell it. */
  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
