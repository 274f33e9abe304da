// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

/** How sure a cost is. */
public enum CostState {
  /** The provider stated the cost itself. */
  REPORTED,
  /** Priced from usage the provider reported. */
  PRICED,
  /** Priced from usage that was estimated. */
  ESTIMATED,
  /** No usage, or no price, is known. Never the same as zero. */
  UNPRICED
}
