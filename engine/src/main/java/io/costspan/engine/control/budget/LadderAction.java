// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.passage.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a step of a ladder does beside being told of, which every step is: in the log, as a metric,
 * in the span, to the webhook and the command. Immutable; asked under the hold book's lock, so that
 * it only looks at what it is given.
 */
public interface LadderAction {
  /** As settings call it. */
  String word();

  /** Whether calls only go as far as what is spent and held stays below the step's mark. */
  default boolean caps() {
    return false;
  }

  /**
   * Why a call is refused once the step's mark is reached; {@code null} lets it pass.
   *
   * @param critical whether the budget's owner calls it critical
   */
  default Refusal.@Nullable Reason refuses(boolean critical) {
    return null;
  }
}
