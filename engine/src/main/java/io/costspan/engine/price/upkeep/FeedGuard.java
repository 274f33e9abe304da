// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.upkeep;

import io.costspan.engine.price.Catalogue.ListPrice;
import io.costspan.engine.usage.Unit;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Refuses prices that are more likely a mistake than news: a list that has lost three in ten of its
 * models, or a model whose price moved more than tenfold without a date.
 */
final class FeedGuard {

  private static final BigDecimal TENFOLD = BigDecimal.TEN;

  private FeedGuard() {}

  /** Why the new list is refused; {@code null} when it is not. */
  static @Nullable String refusal(Map<String, ListPrice> old, Map<String, ListPrice> fresh) {
    if (fresh.isEmpty()) {
      return "it has no models";
    }
    if (fresh.size() * 10L <= old.size() * 7L) {
      return "it has " + fresh.size() + " models, the one in force has " + old.size();
    }
    for (Map.Entry<String, ListPrice> model : new TreeMap<>(fresh).entrySet()) {
      ListPrice before = old.get(model.getKey());
      ListPrice after = model.getValue();
      if (before != null && !after.dated()) {
        String jump = jump(before.rates(), after.rates());
        if (jump != null) {
          return "the price of " + model.getKey() + " moved more than tenfold: " + jump;
        }
      }
    }
    return null;
  }

  private static @Nullable String jump(Map<Unit, BigDecimal> old, Map<Unit, BigDecimal> fresh) {
    for (Map.Entry<Unit, BigDecimal> rate : fresh.entrySet()) {
      BigDecimal before = old.get(rate.getKey());
      BigDecimal after = rate.getValue();
      if (before != null
          && before.signum() > 0
          && (after.compareTo(before.multiply(TENFOLD)) > 0
              || after.multiply(TENFOLD).compareTo(before) < 0)) {
        return rate.getKey().name().toLowerCase(Locale.ROOT)
            + " from "
            + before.toPlainString()
            + " to "
            + after.toPlainString();
      }
    }
    return null;
  }
}
