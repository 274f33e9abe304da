// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why each choice of an answer ended: the last reason said for it. A choice is told apart by its
 * {@code index}, or by its place where it has none. Not thread-safe.
 */
final class FinishReasons {
  private static final int MOST_CHOICES = 128;

  private final List<@Nullable String> reasons = new ArrayList<>(1);
  private int place = -1;
  private int index = -1;
  private @Nullable String reason;

  /** The array of choices begins. */
  void openAll() {
    place = -1;
  }

  /** A choice begins. */
  void open() {
    place++;
    index = place;
    reason = null;
  }

  void index(long said) {
    index = said >= 0 && said < MOST_CHOICES ? (int) said : MOST_CHOICES;
  }

  void reason(String said) {
    if (!said.isEmpty()) {
      reason = said;
    }
  }

  /** The choice is whole. */
  void close() {
    if (reason == null || index < 0 || index >= MOST_CHOICES) {
      return;
    }
    while (reasons.size() <= index) {
      reasons.add(null);
    }
    reasons.set(index, reason);
  }

  /** The reasons said, in order of choices. */
  List<String> list() {
    List<String> said = new ArrayList<>(reasons.size());
    for (String one : reasons) {
      if (one != null) {
        said.add(one);
      }
    }
    return List.copyOf(said);
  }
}
