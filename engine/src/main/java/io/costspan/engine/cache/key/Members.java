// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.key;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Members of a body by their paths: {@code user}, {@code metadata.trace}. A path leads through
 * arrays, to each of their elements. Immutable.
 */
final class Members {
  /** None. */
  static final Members NONE = new Members();

  private final Map<String, Members> below = new HashMap<>();
  private boolean named;

  private Members() {}

  /** The members of some paths, their parts divided by dots. */
  static Members of(List<String> paths) {
    if (paths.isEmpty()) {
      return NONE;
    }
    Members root = new Members();
    for (String path : paths) {
      Members node = root;
      for (String name : path.split("\\.", -1)) {
        node = node.below.computeIfAbsent(name, any -> new Members());
      }
      node.named = true;
    }
    return root;
  }

  /** Whether the paths end here. */
  boolean named() {
    return named;
  }

  /** Where the paths lead on from here by a member; {@code null} when none does. */
  @Nullable Members below(String name) {
    return below.get(name);
  }

  boolean isEmpty() {
    return below.isEmpty();
  }
}
