// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import io.costspan.engine.usage.Unit;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cost of one call. Immutable.
 *
 * @param state how sure it is
 * @param usd the cost in USD, rounded once to 1e-12 HALF_EVEN; {@code null} exactly when the state
 *     is {@link CostState#UNPRICED}
 * @param listUsd what the catalogue says, in USD, also where {@code usd} is the provider's own
 *     statement; {@code null} when the catalogue has no price
 * @param breakdown unrounded USD per disjoint part of {@code listUsd}, keyed by the unit that was
 *     charged; {@link Unit#INPUT} is the fresh text input here. Empty when {@code listUsd} is
 *     {@code null}
 * @param pricedAs the catalogue's {@code provider/model} that was charged
 * @param match how the model name was found: {@code exact}, {@code alias}, {@code date-stripped}
 *     ...
 * @param catalogue version of the catalogue
 * @param reason why the call is unpriced, or what makes the price approximate; {@code null} when
 *     there is nothing to say
 */
public record Cost(
    CostState state,
    @Nullable BigDecimal usd,
    @Nullable BigDecimal listUsd,
    Map<Unit, BigDecimal> breakdown,
    @Nullable String pricedAs,
    @Nullable String match,
    @Nullable String catalogue,
    @Nullable String reason) {

  /** A cost nobody knows. */
  public static Cost unpriced(String reason) {
    return new Cost(CostState.UNPRICED, null, null, Map.of(), null, null, null, reason);
  }
}
