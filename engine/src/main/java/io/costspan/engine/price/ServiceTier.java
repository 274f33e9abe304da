// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The one name for a service tier that providers call by several. */
final class ServiceTier {

  static final String STANDARD = "standard";
  static final String PROVISIONED = "provisioned";

  private ServiceTier() {}

  /** Our name for a provider's tier; the provider's own, in lower case, where we know none. */
  static String of(@Nullable String written) {
    if (written == null || written.isBlank()) {
      return STANDARD;
    }
    String tier = written.trim().toLowerCase(Locale.ROOT);
    return switch (tier) {
      case "default",
          "auto",
          "standard",
          "standard_only",
          "on_demand",
          "unspecified",
          "traffic_type_unspecified",
          "service_tier_unspecified" ->
          STANDARD;
      case "on_demand_flex", "flex" -> "flex";
      case "on_demand_priority", "priority" -> "priority";
      case "provisioned_throughput", "reserved" -> PROVISIONED;
      default -> tier;
    };
  }
}
