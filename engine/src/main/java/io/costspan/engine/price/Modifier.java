// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import io.costspan.engine.usage.Unit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a service tier or a data region does to the token rates of some models. Immutable.
 *
 * @param providers catalogue providers it holds for
 * @param models catalogue ids; a trailing {@code *} stands for any rest
 * @param on tiers or regions it holds for, in lower case
 * @param factor what token rates are multiplied by; {@code null} where the rates are given
 * @param keep units the factor leaves alone
 * @param without units that lose their own rate, so that their parent's applies
 * @param rates token rates in the place of the standard ones; {@code null} where a factor is given
 * @param note what makes the price uncertain; {@code null} as a rule
 */
record Modifier(
    Set<String> providers,
    List<String> models,
    Set<String> on,
    @Nullable BigDecimal factor,
    Set<Unit> keep,
    Set<Unit> without,
    @Nullable Rates rates,
    @Nullable String note) {

  static Modifier read(JsonRow row) {
    String factor = row.textOrNull("factor");
    JsonRow rates = row.rowOrNull("rates");
    if ((factor == null) == (rates == null)) {
      throw new IllegalArgumentException("a modifier has either a factor or rates");
    }
    List<String> on = new ArrayList<>(row.texts("tiers"));
    on.addAll(row.texts("regions"));
    return new Modifier(
        Set.copyOf(row.texts("providers")),
        List.copyOf(row.texts("models")),
        Set.copyOf(on),
        factor == null ? null : new BigDecimal(factor),
        units(row.texts("keep")),
        units(row.texts("without")),
        rates == null ? null : Rates.read(rates),
        row.textOrNull("note"));
  }

  private static Set<Unit> units(List<String> names) {
    Set<Unit> units = EnumSet.noneOf(Unit.class);
    for (String name : names) {
      units.add(Rates.unit(name));
    }
    return Collections.unmodifiableSet(units);
  }

  boolean holds(String provider, String model, String tierOrRegion) {
    return on.contains(tierOrRegion) && providers.contains(provider) && anyCovers(models, model);
  }

  /** Whether a catalogue id is among some, of which a trailing {@code *} stands for any rest. */
  static boolean anyCovers(List<String> patterns, String model) {
    for (String pattern : patterns) {
      if (pattern.endsWith("*")
          ? model.regionMatches(true, 0, pattern, 0, pattern.length() - 1)
          : model.equalsIgnoreCase(pattern)) {
        return true;
      }
    }
    return false;
  }

  /** The rates as changed. */
  Rates apply(Rates standard) {
    if (rates != null) {
      return standard.withTokens(rates);
    }
    BigDecimal by = factor == null ? BigDecimal.ONE : factor;
    return standard.mapTokens(
        entry -> {
          if (without.contains(entry.getKey())) {
            return null;
          }
          return keep.contains(entry.getKey()) ? entry.getValue() : entry.getValue().multiply(by);
        });
  }
}
