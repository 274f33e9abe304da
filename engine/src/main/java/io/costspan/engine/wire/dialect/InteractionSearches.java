// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many queries Google's search was asked while an interaction went on. A stream may tell a step
 * more than once, as it begins and again with the whole interaction. Not thread-safe.
 */
final class InteractionSearches {
  private static final int MOST_STEPS = 1024;

  private final Map<String, Long> byStep = new HashMap<>(0);
  private long nameless;
  private String type = "";
  private @Nullable String id;
  private long queries;

  /** A step begins. */
  void open() {
    openPart();
    id = null;
  }

  /** A part of the step that a stream has just begun. */
  void openPart() {
    type = "";
    queries = 0;
  }

  void type(String said) {
    type = said;
  }

  void id(String said) {
    id = said.isEmpty() ? null : said;
  }

  void query() {
    queries++;
  }

  /** The step is whole; other tools have arguments, too. */
  void close() {
    if (!type.equals("google_search_call") || queries == 0) {
      return;
    }
    if (id == null || byStep.size() >= MOST_STEPS) {
      nameless += queries;
    } else {
      byStep.merge(id, queries, Math::max);
    }
  }

  long count() {
    long sum = nameless;
    for (long one : byStep.values()) {
      sum += one;
    }
    return sum;
  }
}
