// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model of the catalogue and what it costs over time. Immutable.
 *
 * @param id the catalogue's name for it
 * @param names every other name that is listed for it, in lower case
 * @param patterns rules for names that are not listed
 * @param periods prices; of several that apply the last one counts
 */
record ModelPrice(
    String id, List<String> names, List<NamePattern> patterns, List<PricePeriod> periods) {

  static ModelPrice read(JsonRow row, Boundaries boundaries) {
    List<PricePeriod> periods = new ArrayList<>();
    if (row.has("prices")) {
      for (JsonRow period : row.rows("prices")) {
        periods.add(PricePeriod.read(period, boundaries));
      }
    } else if (!row.has("free")) {
      periods.add(PricePeriod.read(row, boundaries));
    }
    List<NamePattern> patterns = new ArrayList<>();
    for (JsonRow match : row.rows("match")) {
      patterns.add(NamePattern.read(match));
    }
    return new ModelPrice(
        row.text("id"),
        List.copyOf(row.texts("names")),
        List.copyOf(patterns),
        List.copyOf(periods));
  }

  /** This model, under the names another row has for it where this one has none of its own. */
  ModelPrice orNamedLike(ModelPrice other) {
    return names.isEmpty() && patterns.isEmpty()
        ? new ModelPrice(id, other.names, other.patterns, periods)
        : this;
  }

  /** Whether the provider takes no money for it. */
  boolean free() {
    return periods.isEmpty();
  }

  /** The price at an instant; {@code null} before the first one is known. */
  @Nullable PricePeriod at(Instant at) {
    for (int i = periods.size() - 1; i >= 0; i--) {
      if (periods.get(i).activeAt(at)) {
        return periods.get(i);
      }
    }
    return null;
  }

  boolean matches(String name) {
    for (NamePattern pattern : patterns) {
      if (pattern.matches(name)) {
        return true;
      }
    }
    return false;
  }
}
