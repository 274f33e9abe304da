// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import io.costspan.engine.price.ProviderBook.Found;
import io.costspan.engine.usage.Unit;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules between a model's price list and a bill, in their order: the price of the day and hour,
 * the length of the prompt, the tier as served, the data region. Fees for tools are never scaled.
 */
final class Charge {

  /**
   * A bill, or why there is none.
   *
   * @param amounts unrounded USD by unit; {@code null} when it cannot be charged
   * @param reason why not, or what makes it approximate
   */
  record Outcome(@Nullable Map<Unit, BigDecimal> amounts, @Nullable String reason) {}

  private final Overlay overlay;
  private final PriceQuery query;
  private final Found found;
  private final String seller;

  Charge(Overlay overlay, PriceQuery query, Found found) {
    this.overlay = overlay;
    this.query = query;
    this.found = found;
    ProviderRow provider = overlay.providers().get(query.provider());
    // tiers and regions are the seller's terms, also for models it sells at their maker's price
    this.seller = provider == null ? found.book() : provider.book();
  }

  Outcome bill() {
    ModelPrice model = found.model();
    if (model.free()) {
      return new Outcome(Map.of(), found.match().equals("local") ? null : "free of charge");
    }
    PricePeriod period = model.at(query.at());
    if (period == null) {
      return new Outcome(null, "no-price-at-that-date");
    }
    boolean onTop = !found.match().equals("override") && CacheStorage.onTop(seller, model.id());
    Buckets buckets = Buckets.of(query.usage(), onTop);
    Rates rates = period.variants().apply(period.forInput(buckets.totalInput()), query.variant());
    String reason = period.note();

    String tier = ServiceTier.of(query.serviceTier());
    if (tier.equals(ServiceTier.PROVISIONED) && !found.match().equals("override")) {
      return new Outcome(null, "provisioned");
    }
    // the user's own rate is what the user pays, whatever the terms
    if (!found.match().equals("override")) {
      rates = overlay.completed(found.book(), model.id(), rates);
      if (!tier.equals(ServiceTier.STANDARD)) {
        Modifier modifier = overlay.tier(seller, model.id(), tier);
        if (modifier == null) {
          reason =
              CataloguePricer.join(
                  reason, "approximate: no price for the service tier, standard used");
        } else {
          rates = modifier.apply(rates);
        }
      }
      Modifier region = overlay.region(seller, model.id(), CataloguePricer.lower(query.region()));
      if (region != null) {
        rates = region.apply(rates);
      }
    }
    rates = onTop ? CacheStorage.alone(rates) : rates;
    Bill bill = Bill.of(buckets, rates, overlay.minimumAudioMillis().getOrDefault(seller, 0L));
    if (!bill.chargeable()) {
      return new Outcome(null, "no-rate");
    }
    return new Outcome(bill.amounts(), CataloguePricer.join(reason, bill.doubt()));
  }
}
