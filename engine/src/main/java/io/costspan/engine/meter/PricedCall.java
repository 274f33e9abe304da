// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.engine.price.Cost;
import io.costspan.engine.price.PriceQuery;
import java.util.List;

/**
 * A finished call and what it costs.
 *
 * @param parts what the pricer was asked, so that it can be asked again; empty where there was
 *     nothing to ask
 */
public record PricedCall(CallRecord call, Cost cost, List<PriceQuery> parts) {

  /** A call that nobody asked the pricer about. */
  public PricedCall(CallRecord call, Cost cost) {
    this(call, cost, List.of());
  }
}
