// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import io.costspan.engine.price.ProviderBook.Found;
import io.costspan.engine.usage.Unit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prices calls by the bundled catalogue and the user's own word. Thread-safe. The catalogue is read
 * when the first call is priced.
 */
public final class CataloguePricer implements Pricer {

  private final Overrides overrides;

  private CataloguePricer(Overrides overrides) {
    this.overrides = overrides;
  }

  /** Prices by the catalogue alone. */
  public static CataloguePricer bundled() {
    return new CataloguePricer(Overrides.NONE);
  }

  /** Prices by the user's own word first, then by the catalogue. */
  public static CataloguePricer with(Overrides overrides) {
    return new CataloguePricer(overrides);
  }

  /** Which catalogue this is: upstream's version and date, and our overlay's. */
  public static String catalogueVersion() {
    return Catalogue.bundled().version();
  }

  @Override
  public Cost price(List<PriceQuery> parts) {
    Cost total = null;
    for (PriceQuery part : parts) {
      total = total == null ? price(part) : total.plus(price(ofItsOwnModel(part)));
    }
    return total == null ? Cost.unpriced("no-usage") : total;
  }

  /** A part served by another model: the model the request asked for says nothing of its price. */
  private static PriceQuery ofItsOwnModel(PriceQuery part) {
    return part.responseModel() == null
        ? part
        : new PriceQuery(
            part.provider(),
            null,
            part.responseModel(),
            part.usage(),
            part.usageEstimated(),
            part.at(),
            part.serviceTier(),
            part.region(),
            null,
            part.variant());
  }

  /** The cost of one part alone. */
  Cost price(PriceQuery query) {
    try {
      return settle(query, list(Catalogue.bundled(), query));
    } catch (RuntimeException | LinkageError e) {
      // a price must never cost the call its record; the reason shows on it
      return settle(query, Cost.unpriced("internal-error: " + e.getClass().getSimpleName()));
    }
  }

  /** What the catalogue says, whatever the provider stated. */
  private Cost list(Catalogue catalogue, PriceQuery query) {
    ModelLookup.Result result = new ModelLookup(catalogue, overrides).find(query);
    Found found = result.model();
    if (found == null) {
      return Cost.unpriced(result.caveat() == null ? "unknown-model" : result.caveat());
    }
    String pricedAs = found.book() + "/" + found.model().id();
    Charge charge = new Charge(catalogue.overlay(), query, found);
    if (!found.model().free() && query.usage().isEmpty()) {
      return Cost.unpriced("no-usage");
    }
    Charge.Outcome outcome = charge.bill();
    Map<Unit, BigDecimal> amounts = outcome.amounts();
    if (amounts == null) {
      return Cost.unpriced(outcome.reason() == null ? "no-rate" : outcome.reason());
    }
    return Cost.listed(
        query.usageEstimated() ? CostState.ESTIMATED : CostState.PRICED,
        amounts,
        pricedAs,
        found.match(),
        catalogue.version(),
        join(result.caveat(), outcome.reason()));
  }

  /** Puts the provider's own statement before the list price, where it can be believed. */
  private static Cost settle(PriceQuery query, Cost list) {
    BigDecimal stated = query.providerUsd();
    if (stated == null || stated.signum() < 0) {
      return list;
    }
    BigDecimal listUsd = list.listUsd();
    if (stated.signum() == 0 && (listUsd == null || listUsd.signum() > 0)) {
      // gateways write 0 where somebody else sends the invoice: no proof that the call was free
      return list.withReason(join(list.reason(), "provider stated 0, not taken for the cost"));
    }
    return list.reported(stated);
  }

  static @Nullable String join(@Nullable String a, @Nullable String b) {
    return a == null ? b : b == null ? a : a + "; " + b;
  }

  static String lower(@Nullable String text) {
    return text == null ? "" : text.trim().toLowerCase(Locale.ROOT);
  }
}
