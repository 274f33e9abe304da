// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import java.util.HashMap;
import java.util.Map;

/**
 * Where a long prompt begins. Providers draw the line differently ("above 272,000", "200,000 or
 * more") and the upstream catalogue can only say "greater than"; a row here corrects a line it
 * draws one token off. All lines become the first token count on the dear side.
 */
final class Boundaries {

  static final Boundaries AS_WRITTEN = new Boundaries(Map.of());

  private final Map<Long, Long> corrections;

  private Boundaries(Map<Long, Long> corrections) {
    this.corrections = corrections;
  }

  /** Reads rows {@code {"providers":[...],"upstream":271999,"gt":272000}} of one provider. */
  static Boundaries read(Iterable<JsonRow> rows, String provider) {
    Map<Long, Long> corrections = new HashMap<>();
    for (JsonRow row : rows) {
      if (row.texts("providers").contains(provider)) {
        corrections.put(Long.parseLong(row.text("upstream")) + 1, AS_WRITTEN.firstAbove(row));
      }
    }
    return corrections.isEmpty() ? AS_WRITTEN : new Boundaries(Map.copyOf(corrections));
  }

  /** The first total input that a step {@code {"gt":...}} or {@code {"ge":...}} applies to. */
  long firstAbove(JsonRow step) {
    long first =
        step.has("ge") ? Long.parseLong(step.text("ge")) : Long.parseLong(step.text("gt")) + 1;
    return corrections.getOrDefault(first, first);
  }
}
