// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.upkeep;

import io.costspan.engine.config.NearestMatch;
import io.costspan.engine.price.PriceBasis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names the aliases whose target has no price, each once. Not thread-safe. */
final class AliasCheck {

  private final Set<String> told = new HashSet<>();

  /** A line for each alias that leads nowhere and was not told before. */
  List<String> lines(PriceBasis basis, Instant at) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, String> alias : basis.unknownAliases(at).entrySet()) {
      if (told.add(alias.getKey() + "=" + alias.getValue())) {
        String nearest = nearest(basis, alias.getValue());
        lines.add(
            "price alias "
                + alias.getKey()
                + "="
                + alias.getValue()
                + ": there is no price for "
                + alias.getValue()
                + (nearest == null ? "" : "; did you mean " + nearest + "?")
                + " The alias is left out");
      }
    }
    return lines;
  }

  private static @Nullable String nearest(PriceBasis basis, String target) {
    int slash = target.indexOf('/');
    if (slash <= 0) {
      return null;
    }
    String provider = target.substring(0, slash);
    String model = target.substring(slash + 1).toLowerCase(Locale.ROOT);
    if (!basis.providers().contains(provider)) {
      String other = NearestMatch.of(provider, basis.providers());
      return other == null ? null : other + "/" + model;
    }
    String other = NearestMatch.of(model, basis.models(provider));
    return other == null ? null : provider + "/" + other;
  }
}
