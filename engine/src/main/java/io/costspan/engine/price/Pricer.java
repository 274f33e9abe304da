// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import java.util.List;

/** Prices what a call used. Thread-safe. */
@FunctionalInterface
public interface Pricer {

  /**
   * The cost, or an explicit {@link CostState#UNPRICED} with its reason; never a guess, never an
   * exception.
   *
   * @param parts what was used of each model, the call's own first; as a rule there is one. Their
   *     sum is rounded once
   */
  Cost price(List<PriceQuery> parts);
}
