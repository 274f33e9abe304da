// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import java.util.List;

/**
 * How a limit stands for one value of its scope, at a moment.
 *
 * @param limit name of the rule
 * @param scope the value; empty for a rule that counts all together
 * @param uses of each pace
 * @param running calls now in flight
 * @param concurrent how many may be; 0 for any number
 * @param waiting calls that wait for their turn
 */
public record LimitState(
    String limit, String scope, List<Use> uses, int running, int concurrent, int waiting) {

  /** Keeps its own list. */
  public LimitState {
    uses = List.copyOf(uses);
  }

  /**
   * What is taken of a pace.
   *
   * @param unit for instance {@code requests/s}
   * @param limit how much it allows
   * @param used how much is taken, perhaps more
   */
  public record Use(String unit, long limit, long used) {}
}
