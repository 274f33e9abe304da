// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import io.costspan.engine.usage.Unit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A rate that a provider fixes by another one for all of some models, where the catalogue's row
 * does not say it. Only where the provider's own list does so: most ratios change from model to
 * model. Immutable.
 *
 * @param providers catalogue providers it holds for
 * @param models catalogue ids; a trailing {@code *} stands for any rest
 * @param unit whose rate it is
 * @param of the unit whose rate is multiplied
 * @param factor by what
 */
record RatioRow(Set<String> providers, List<String> models, Unit unit, Unit of, BigDecimal factor) {

  static RatioRow read(JsonRow row) {
    return new RatioRow(
        Set.copyOf(row.texts("providers")),
        List.copyOf(row.texts("models")),
        Rates.unit(row.text("unit")),
        Rates.unit(row.text("of")),
        new BigDecimal(row.text("factor")));
  }

  boolean holds(String provider, String model) {
    return providers.contains(provider) && Modifier.anyCovers(models, model);
  }

  /** The rates with this one, unless it is there or has nothing to be taken from. */
  Rates complete(Rates rates) {
    BigDecimal base = rates.get(of);
    return base == null || rates.get(unit) != null
        ? rates
        : rates.with(new Rates(Map.of(unit, base.multiply(factor))));
  }
}
