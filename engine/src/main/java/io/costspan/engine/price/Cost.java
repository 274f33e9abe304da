// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import io.costspan.engine.usage.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.EnumMap;
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

  /** Keeps its own copy of the breakdown. */
  public Cost {
    breakdown =
        breakdown.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(breakdown));
  }

  private static final int SCALE = 12;

  /** A cost by list price: the unrounded parts, added and rounded once. */
  static Cost listed(
      CostState state,
      Map<Unit, BigDecimal> breakdown,
      String pricedAs,
      String match,
      String catalogue,
      @Nullable String reason) {
    BigDecimal usd = round(sum(breakdown));
    return new Cost(state, usd, usd, breakdown, pricedAs, match, catalogue, reason);
  }

  private static BigDecimal sum(Map<Unit, BigDecimal> parts) {
    BigDecimal sum = BigDecimal.ZERO;
    for (BigDecimal part : parts.values()) {
      sum = sum.add(part);
    }
    return sum;
  }

  private static BigDecimal round(BigDecimal usd) {
    BigDecimal rounded = usd.setScale(SCALE, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }

  /** This call's cost as the provider stated it, in USD; the list price is kept beside it. */
  Cost reported(BigDecimal statedUsd) {
    return new Cost(
        CostState.REPORTED,
        round(statedUsd),
        listUsd,
        breakdown,
        pricedAs,
        match,
        catalogue,
        reason);
  }

  /** This cost with one more thing to say about it. */
  public Cost noting(String more) {
    return withReason(CataloguePricer.join(reason, more));
  }

  /**
   * This cost less a contract's discount; the list price and its parts stay what they are.
   *
   * @param exactUsd what is owed, in USD, not rounded yet
   */
  Cost discounted(BigDecimal exactUsd, String note) {
    return new Cost(
        state,
        round(exactUsd),
        listUsd,
        breakdown,
        pricedAs,
        match,
        catalogue,
        CataloguePricer.join(reason, note));
  }

  /** The list price as it is before its rounding, in USD. */
  BigDecimal exactListUsd() {
    return sum(breakdown);
  }

  Cost withReason(@Nullable String other) {
    return new Cost(state, usd, listUsd, breakdown, pricedAs, match, catalogue, other);
  }

  /**
   * This cost and that of a part of the same call billed at another model's price, rounded once. A
   * part that has no price leaves the whole without one, unless the provider stated the whole.
   */
  public Cost plus(Cost part) {
    boolean priced = listUsd != null && part.listUsd != null;
    String why = reason;
    if (part.reason != null && !part.reason.equals(why)) {
      why = why == null ? part.reason : why + "; " + part.reason;
    }
    Map<Unit, BigDecimal> parts = new EnumMap<>(Unit.class);
    if (priced) {
      parts.putAll(breakdown);
      part.breakdown.forEach((unit, amount) -> parts.merge(unit, amount, BigDecimal::add));
    }
    BigDecimal list = priced ? round(sum(parts)) : null;
    if (state == CostState.REPORTED) {
      return new Cost(state, usd, list, parts, pricedAs, match, catalogue, why);
    }
    if (list == null) {
      return unpriced(why == null ? "unknown-model" : why);
    }
    boolean estimated = state == CostState.ESTIMATED || part.state == CostState.ESTIMATED;
    return new Cost(
        estimated ? CostState.ESTIMATED : CostState.PRICED,
        list,
        list,
        parts,
        pricedAs,
        match,
        catalogue,
        why);
  }

  /** A cost nobody knows. */
  public static Cost unpriced(String reason) {
    return new Cost(CostState.UNPRICED, null, null, Map.of(), null, null, null, reason);
  }
}
