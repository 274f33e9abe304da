// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import io.costspan.engine.usage.Unit;
import java.math.BigDecimal;

/**
 * What OpenRouter charges for a cache that Google keeps: storage for five minutes, on top of the
 * price of the tokens themselves, which may have come from an older cache. So the tokens written
 * overlap all the others there.
 */
final class CacheStorage {

  private CacheStorage() {}

  /** Whether writing to a cache is charged on top of the input, not in its place. */
  static boolean onTop(String seller, String model) {
    return seller.equals("openrouter") && model.contains("gemini");
  }

  /** The rates with storage alone for writing; older lists have the price of the input in it. */
  static Rates alone(Rates rates) {
    BigDecimal write = rates.get(Unit.CACHE_WRITE);
    BigDecimal input = rates.get(Unit.INPUT);
    if (write == null || input == null || write.compareTo(input) < 0) {
      return rates;
    }
    BigDecimal storage = write.subtract(input);
    return rates.mapTokens(rate -> rate.getKey() == Unit.CACHE_WRITE ? storage : rate.getValue());
  }
}
