// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import io.costspan.engine.price.Discounts.Discount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes contract discounts off one call, part by part. The whole is rounded once, as without them.
 * What a provider states to have charged is left alone: the contract is in it. Not thread-safe.
 */
final class Discounting {

  private final PriceBasis basis;
  private final Set<String> notes = new LinkedHashSet<>();
  private BigDecimal owed = BigDecimal.ZERO;

  Discounting(PriceBasis basis) {
    this.basis = basis;
  }

  /** Takes in the list price of a part. */
  void add(PriceQuery query, Cost cost) {
    BigDecimal exact = cost.exactListUsd();
    Discount discount =
        basis.overrides().discounts().percents().isEmpty() || exact.signum() == 0
            ? null
            : basis.overrides().discounts().of(providers(query), models(query, cost));
    if (discount != null) {
      notes.add(discount.note());
      exact = exact.multiply(discount.factor());
    }
    owed = owed.add(exact);
  }

  /** The cost of all parts, less what was taken off them. */
  Cost apply(Cost total) {
    boolean computed = total.usd() != null && total.state() != CostState.REPORTED;
    return computed && !notes.isEmpty() ? total.discounted(owed, String.join("; ", notes)) : total;
  }

  private List<String> providers(PriceQuery query) {
    List<String> names = new ArrayList<>(2);
    names.add(CataloguePricer.lower(query.provider()));
    ProviderRow row = basis.catalogue().overlay().providers().get(query.provider());
    if (row != null) {
      names.add(row.book());
    }
    return names;
  }

  private static List<String> models(PriceQuery query, Cost cost) {
    List<String> names = new ArrayList<>(3);
    String pricedAs = cost.pricedAs();
    add(names, pricedAs == null ? null : pricedAs.substring(pricedAs.indexOf('/') + 1));
    add(names, query.responseModel());
    add(names, query.requestModel());
    return names;
  }

  private static void add(List<String> names, @Nullable String name) {
    if (name != null) {
      names.add(CataloguePricer.lower(name));
    }
  }
}
