// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import java.util.List;
import java.util.Set;

/**
 * What a provider takes for its tools, whatever the model, where the catalogue's row of the model
 * does not say. Immutable.
 *
 * @param providers catalogue providers it holds for
 * @param models catalogue ids; a trailing {@code *} stands for any rest
 * @param rates of tools, queries and the like; never of tokens
 */
record FeeRow(Set<String> providers, List<String> models, Rates rates) {

  static FeeRow read(JsonRow row) {
    JsonRow rates = row.rowOrNull("rates");
    if (rates == null) {
      throw new IllegalArgumentException("a fee without rates");
    }
    return new FeeRow(
        Set.copyOf(row.texts("providers")), List.copyOf(row.texts("models")), Rates.read(rates));
  }

  boolean holds(String provider, String model) {
    return providers.contains(provider) && Modifier.anyCovers(models, model);
  }
}
