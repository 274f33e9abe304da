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
    OwnPrice own = found.own();
    ModelPrice model = found.model();
    if (model.free() && own == null) {
      return new Outcome(Map.of(), found.match().equals("local") ? null : "free of charge");
    }
    PricePeriod listed = model.at(query.at());
    PricePeriod period = own == null ? listed : own.over(listed);
    if (period == null) {
      return new Outcome(null, "no-price-at-that-date");
    }
    boolean onTop = !model.free() && CacheStorage.onTop(seller, model.id());
    Buckets buckets = Buckets.of(query.usage(), onTop);
    long totalInput = buckets.totalInput();
    Rates rates = period.variants().apply(period.forInput(totalInput), query.variant());
    rates = own == null ? rates : own.overVariants(rates, query.variant());
    String reason = period.note();

    String tier = tier(own);
    if (tier.equals(ServiceTier.PROVISIONED) && own == null) {
      return new Outcome(null, "provisioned");
    }
    // what the overlay completes is the catalogue's; it knows nothing of a model it has not
    rates = model.free() ? rates : overlay.completed(found.book(), model.id(), rates);
    if (!tier.equals(ServiceTier.STANDARD)) {
      Modifier modifier = model.free() ? null : overlay.tier(seller, model.id(), tier);
      boolean said = modifier != null || (own != null && own.speaksOf(tier));
      // the user's factor is the whole of the tier's, and not on top of the catalogue's
      boolean factored = own != null && own.factors().containsKey(tier);
      if (modifier != null && !factored) {
        rates = modifier.apply(rates);
        reason = CataloguePricer.join(reason, modifier.note());
      }
      if (own != null) {
        PricePeriod.ContextStep step = period.stepFor(totalInput);
        if (modifier == null && !factored && own.lacksStep(tier, totalInput, step)) {
          reason =
              CataloguePricer.join(
                  reason, "approximate: no price for long prompts in the service tier");
        }
        rates = own.inTier(tier, totalInput, step, rates);
      }
      // a price that is the user's alone is what the user pays, whatever the terms
      if (!said && !model.free()) {
        reason =
            CataloguePricer.join(
                reason, "approximate: no price for the service tier, standard used");
      }
    }
    rates = inRegion(rates, own, CataloguePricer.lower(query.region()));
    rates = onTop ? CacheStorage.alone(rates) : rates;
    Bill bill = Bill.of(buckets, rates, overlay.minimumAudioMillis().getOrDefault(seller, 0L));
    if (!bill.chargeable()) {
      return new Outcome(null, "no-rate");
    }
    return new Outcome(bill.amounts(), CataloguePricer.join(reason, bill.doubt()));
  }

  /** The tier that served; a price file that knows no fast tier calls it priority. */
  private String tier(@Nullable OwnPrice own) {
    String tier = ServiceTier.of(query.serviceTier());
    return tier.equals("fast") && own != null && !own.speaksOf(tier) && own.speaksOf("priority")
        ? "priority"
        : tier;
  }

  private Rates inRegion(Rates rates, @Nullable OwnPrice own, String region) {
    if (own != null && own.factors().containsKey(region)) {
      return own.scaled(region, rates);
    }
    ModelPrice model = found.model();
    Modifier modifier = model.free() ? null : overlay.region(seller, model.id(), region);
    return modifier == null ? rates : modifier.apply(rates);
  }
}
