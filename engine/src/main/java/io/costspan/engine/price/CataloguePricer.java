// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import io.costspan.engine.price.ProviderBook.Found;
import io.costspan.engine.usage.Unit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Prices calls by a catalogue and the user's own word. Thread-safe. The bundled catalogue is read
 * when the first call is priced.
 */
public final class CataloguePricer implements Pricer {

  private final Supplier<PriceBasis> prices;

  private CataloguePricer(Supplier<PriceBasis> prices) {
    this.prices = prices;
  }

  /** Prices by the bundled catalogue alone. */
  public static CataloguePricer bundled() {
    return with(Overrides.NONE);
  }

  /** Prices by the user's own word first, then by the bundled catalogue. */
  public static CataloguePricer with(Overrides overrides) {
    CurrentPrices prices = new CurrentPrices();
    prices.overrides(overrides);
    return following(prices);
  }

  /**
   * Prices by what is in force when a call is priced.
   *
   * @param prices asked once a call
   */
  public static CataloguePricer following(Supplier<PriceBasis> prices) {
    return new CataloguePricer(prices);
  }

  /** Which catalogue came with this jar: upstream's version and date, and our overlay's. */
  public static String catalogueVersion() {
    return Catalogue.bundled().version();
  }

  @Override
  public Cost price(List<PriceQuery> parts) {
    PriceBasis basis = prices.get();
    Discounting discounting = new Discounting(basis);
    Cost total = null;
    for (PriceQuery part : parts) {
      PriceQuery query = total == null ? part : ofItsOwnModel(part);
      Cost cost = price(basis, query);
      discounting.add(query, cost);
      total = total == null ? cost : total.plus(cost);
    }
    return total == null ? Cost.unpriced("no-usage") : discounting.apply(total);
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

  /** The cost of a call that has one part. */
  Cost price(PriceQuery query) {
    return price(List.of(query));
  }

  private static Cost price(PriceBasis basis, PriceQuery query) {
    try {
      return settle(query, list(basis, query));
    } catch (RuntimeException | LinkageError e) {
      // a price must never cost the call its record; the reason shows on it
      return settle(query, Cost.unpriced("internal-error: " + e.getClass().getSimpleName()));
    }
  }

  /** What the catalogue says, whatever the provider stated. */
  private static Cost list(PriceBasis basis, PriceQuery query) {
    Catalogue catalogue = basis.catalogue();
    ModelLookup.Result result = new ModelLookup(basis).find(query);
    Found found = result.model();
    if (found == null) {
      return Cost.unpriced(result.caveat() == null ? "unknown-model" : result.caveat());
    }
    String pricedAs = found.book() + "/" + found.model().id();
    Charge charge = new Charge(catalogue.overlay(), query, found);
    boolean free = found.model().free() && found.own() == null;
    if (!free && query.usage().isEmpty()) {
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
