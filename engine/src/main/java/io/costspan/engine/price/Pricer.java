// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

/** Prices a usage. Thread-safe. */
@FunctionalInterface
public interface Pricer {

  /**
   * The cost, or an explicit {@link CostState#UNPRICED} with its reason; never a guess, never an
   * exception.
   */
  Cost price(PriceQuery query);
}
