// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The cost that a usage object states, in USD. OpenRouter charges only its fee where the call went
 * through the owner's own key: what the provider charges for it stands beside the fee, and both are
 * paid. Not thread-safe.
 */
final class StatedCost {
  private @Nullable BigDecimal cost;
  private @Nullable BigDecimal upstream;
  private boolean ownKey;

  /** A usage object begins. */
  void open() {
    cost = null;
    upstream = null;
    ownKey = false;
  }

  void cost(BigDecimal usd) {
    cost = usd.signum() < 0 ? cost : usd;
  }

  void upstream(BigDecimal usd) {
    upstream = usd.signum() < 0 ? upstream : usd;
  }

  void ownKey(boolean own) {
    ownKey = own;
  }

  /** What is paid for the call; {@code null} when that is not said. */
  @Nullable BigDecimal usd() {
    if (!ownKey || cost == null) {
      return cost;
    }
    // a fee without the price it comes on top of says nothing of the whole
    return upstream == null ? null : cost.add(upstream);
  }
}
