// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.engine.passage.Settlement;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.PriceQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finished call and what it costs.
 *
 * @param parts what the pricer was asked, so that it can be asked again; empty where there was
 *     nothing to ask
 * @param avoided what a call that was answered locally would have cost at the price of its time;
 *     {@code null} where nothing was avoided
 * @param events what happened on account of it, in words for the user
 */
public record PricedCall(
    CallRecord call,
    Cost cost,
    List<PriceQuery> parts,
    @Nullable Cost avoided,
    List<String> events) {

  /** A call of which nothing else is known. */
  public PricedCall(CallRecord call, Cost cost, List<PriceQuery> parts) {
    this(call, cost, parts, null, List.of());
  }

  /** A call that nobody asked the pricer about. */
  public PricedCall(CallRecord call, Cost cost) {
    this(call, cost, List.of());
  }

  /** What controls are told of it. */
  public Settlement settlement() {
    return new Settlement(
        call.id(),
        cost,
        call.usage(),
        call.response().extraUsage(),
        call.status(),
        call.outcome() == Outcome.COMPLETE,
        !Billing.neverSent(call),
        call.errorType());
  }

  /** The same with what happened on its account. */
  PricedCall with(List<String> happened) {
    return new PricedCall(call, cost, parts, avoided, happened);
  }
}
