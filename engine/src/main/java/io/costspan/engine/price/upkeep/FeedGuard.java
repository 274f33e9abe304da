// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.upkeep;

import io.costspan.engine.price.Catalogue.ListPrice;
import io.costspan.engine.usage.Unit;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Refuses prices that are more likely a mistake than news: a list that has lost three in ten of its
 * models, or a model whose price is gone, wholly or for some unit, or moved more than tenfold, for
 * short prompts or for long ones, and no new date says so.
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
      if (before != null && (after.since() == null || after.since().equals(before.since()))) {
        String doubt = doubt(before, after);
        if (doubt != null) {
          return "the price of " + model.getKey() + " " + doubt;
        }
      }
    }
    return null;
  }

  /** The models of a new list whose price is not to be believed beside the old one, and why. */
  static SortedMap<String, String> doubts(
      Map<String, ListPrice> old, Map<String, ListPrice> fresh) {
    SortedMap<String, String> doubts = new TreeMap<>();
    fresh.forEach(
        (name, after) -> {
          ListPrice before = old.get(name);
          String doubt = before == null ? null : doubt(before, after);
          if (doubt != null) {
            doubts.put(name, doubt);
          }
        });
    return doubts;
  }

  private static @Nullable String doubt(ListPrice before, ListPrice after) {
    if (!before.foreign() && after.rates().isEmpty() && !before.rates().isEmpty()) {
      return "is gone";
    }
    SortedSet<Long> bounds = new TreeSet<>(before.above().keySet());
    bounds.addAll(after.above().keySet());
    bounds.add(0L);
    for (long bound : bounds) {
      String jump = jump(before.from(bound), after.from(bound), before.foreign());
      if (jump != null) {
        return "moved more than tenfold: "
            + jump
            + (bound == 0 ? "" : " in prompts of " + bound + " tokens and more");
      }
    }
    for (Unit unit : new TreeSet<>(before.rates().keySet())) {
      if (!before.foreign() && !after.rates().containsKey(unit)) {
        return "has lost " + name(unit);
      }
    }
    return null;
  }

  private static @Nullable String jump(
      Map<Unit, BigDecimal> old, Map<Unit, BigDecimal> fresh, boolean foreign) {
    for (Map.Entry<Unit, BigDecimal> rate : fresh.entrySet()) {
      BigDecimal before = old.get(rate.getKey());
      BigDecimal after = rate.getValue();
      if (before != null
          && before.signum() > 0
          && !(foreign && after.signum() == 0)
          && (after.compareTo(before.multiply(TENFOLD)) > 0
              || after.multiply(TENFOLD).compareTo(before) < 0)) {
        return name(rate.getKey())
            + " from "
            + before.stripTrailingZeros().toPlainString()
            + " to "
            + after.stripTrailingZeros().toPlainString();
      }
    }
    return null;
  }

  private static String name(Unit unit) {
    return unit.name().toLowerCase(Locale.ROOT);
  }
}
