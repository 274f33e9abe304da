// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which calls a rule concerns, as it is written: of every attribute named, the call's has to fit
 * one of the patterns. Immutable.
 *
 * @param byAttribute exact names or globs, at least one for each attribute; empty for every call
 */
public record Patterns(Map<CallAttribute, List<String>> byAttribute) {

  /** Every call. */
  public static final Patterns ALL = new Patterns(Map.of());

  /** Keeps the order in which they were written. */
  public Patterns {
    Map<CallAttribute, List<String>> copy = new LinkedHashMap<>();
    byAttribute.forEach((attribute, patterns) -> copy.put(attribute, List.copyOf(patterns)));
    byAttribute = Collections.unmodifiableMap(copy);
  }

  /** For instance {@code provider is openai and model is gpt-4* or o1}; {@code every call}. */
  @Override
  public String toString() {
    if (byAttribute.isEmpty()) {
      return "every call";
    }
    StringBuilder text = new StringBuilder();
    byAttribute.forEach(
        (attribute, patterns) ->
            text.append(text.isEmpty() ? "" : " and ")
                .append(attribute)
                .append(" is ")
                .append(String.join(" or ", patterns)));
    return text.toString();
  }
}
