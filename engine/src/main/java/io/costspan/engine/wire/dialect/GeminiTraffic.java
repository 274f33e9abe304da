// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import org.jspecify.annotations.Nullable;

/** Google's {@code UsageMetadata.TrafficType}, which gRPC transcoding sends as a number. */
final class GeminiTraffic {
  private GeminiTraffic() {}

  /** The enum's name for a number; {@code null} for the one that says nothing. */
  static @Nullable String named(long number) {
    if (number == 0) {
      return null;
    }
    return switch ((int) Math.min(Math.max(number, -1), Integer.MAX_VALUE)) {
      case 1 -> "ON_DEMAND";
      case 2 -> "PROVISIONED_THROUGHPUT";
      case 3 -> "ON_DEMAND_PRIORITY";
      case 4 -> "ON_DEMAND_FLEX";
      // a tier that nobody knows has a price that nobody knows
      default -> "TRAFFIC_TYPE_" + number;
    };
  }
}
