// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import io.costspan.engine.usage.Unit;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * What the user says of prices; it goes before the catalogue. Keys are {@code provider/model} or
 * {@code model} alone, in lower case, the provider as the wire room or the catalogue names it; the
 * former goes first. Immutable.
 *
 * @param aliases other names, for instance {@code azure.openai/my-deployment} to {@code
 *     azure.openai/gpt-4o}; a target without a provider stays with the call's own
 * @param prices the user's own
 * @param discounts off the price, wherever it comes from
 * @param fed prices of a feed the user named; they go before the catalogue, and after all else the
 *     user says
 */
public record Overrides(
    Map<String, String> aliases,
    Map<String, OwnPrice> prices,
    Discounts discounts,
    Map<String, OwnPrice> fed) {

  /** The user says nothing. */
  public static final Overrides NONE = new Overrides(Map.of(), Map.of(), Discounts.NONE);

  public Overrides {
    aliases = Map.copyOf(aliases);
    prices = Map.copyOf(prices);
    fed = Map.copyOf(fed);
  }

  /** What the user says, without a feed. */
  public Overrides(Map<String, String> aliases, Map<String, OwnPrice> prices, Discounts discounts) {
    this(aliases, prices, discounts, Map.of());
  }

  /** Aliases, and the same rates for every request to a model. */
  public Overrides(Map<String, String> aliases, Map<String, Map<Unit, BigDecimal>> rates) {
    this(aliases, flat(rates), Discounts.NONE);
  }

  private static Map<String, OwnPrice> flat(Map<String, Map<Unit, BigDecimal>> rates) {
    Map<String, OwnPrice> prices = new HashMap<>();
    rates.forEach((key, units) -> prices.put(key, OwnPrice.flat(units)));
    return prices;
  }
}
