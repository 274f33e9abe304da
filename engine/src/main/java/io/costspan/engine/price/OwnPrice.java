// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import io.costspan.engine.usage.Unit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the user says a model costs. It need not say everything: laid over a model the catalogue
 * knows, it changes what it names and leaves the rest. Immutable.
 *
 * @param rates USD for each unit, in the measures of {@link Rates}: per million tokens or
 *     characters, per thousand searches, pages, images or requests, per hour of audio
 * @param above rates of a whole request from this total input on, in tokens
 * @param tiers rates by service tier, in lower case; these have no tiers of their own
 * @param factors what token rates are multiplied by, by service tier or data region, in lower case
 * @param searching USD for a thousand requests, by how much of the web was searched: {@code low},
 *     {@code medium}, {@code high}
 */
public record OwnPrice(
    Map<Unit, BigDecimal> rates,
    SortedMap<Long, Map<Unit, BigDecimal>> above,
    Map<String, OwnPrice> tiers,
    Map<String, BigDecimal> factors,
    Map<String, BigDecimal> searching) {

  /** A price of a model whose requests cost no more for what they search. */
  public OwnPrice(
      Map<Unit, BigDecimal> rates,
      SortedMap<Long, Map<Unit, BigDecimal>> above,
      Map<String, OwnPrice> tiers,
      Map<String, BigDecimal> factors) {
    this(rates, above, tiers, factors, Map.of());
  }

  public OwnPrice {
    rates = rates.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(rates));
    above = Collections.unmodifiableSortedMap(new TreeMap<>(above));
    tiers = Map.copyOf(tiers);
    factors = Map.copyOf(factors);
    searching = Map.copyOf(searching);
  }

  /** The same rates for every request. */
  public static OwnPrice flat(Map<Unit, BigDecimal> rates) {
    return new OwnPrice(rates, new TreeMap<>(), Map.of(), Map.of());
  }

  /** Whether it says nothing of a price. */
  public boolean isEmpty() {
    return rates.isEmpty()
        && above.isEmpty()
        && tiers.isEmpty()
        && factors.isEmpty()
        && searching.isEmpty();
  }

  /** This price where it speaks, the other elsewhere. */
  public OwnPrice over(OwnPrice other) {
    Map<Unit, BigDecimal> allRates = both(other.rates, rates);
    SortedMap<Long, Map<Unit, BigDecimal>> allAbove = new TreeMap<>(other.above);
    above.forEach((bound, step) -> allAbove.merge(bound, step, OwnPrice::both));
    Map<String, OwnPrice> allTiers = new HashMap<>(other.tiers);
    tiers.forEach((name, tier) -> allTiers.merge(name, tier, (old, own) -> own.over(old)));
    Map<String, BigDecimal> allFactors = new HashMap<>(other.factors);
    allFactors.putAll(factors);
    Map<String, BigDecimal> allSearching = new HashMap<>(other.searching);
    allSearching.putAll(searching);
    return new OwnPrice(allRates, allAbove, allTiers, allFactors, allSearching);
  }

  private static Map<Unit, BigDecimal> both(
      Map<Unit, BigDecimal> one, Map<Unit, BigDecimal> stronger) {
    Map<Unit, BigDecimal> all = new EnumMap<>(Unit.class);
    all.putAll(one);
    all.putAll(stronger);
    return all;
  }

  /** The catalogue's price with what this says in its place; {@code null} where it has none. */
  PricePeriod over(@Nullable PricePeriod listed) {
    SortedMap<Long, Rates> steps = new TreeMap<>();
    if (listed != null) {
      listed.steps().forEach(step -> steps.put(step.bound(), step.rates()));
    }
    above.forEach((bound, own) -> steps.merge(bound, new Rates(own), Rates::with));
    List<PricePeriod.ContextStep> merged = new ArrayList<>(steps.size());
    steps.forEach((bound, step) -> merged.add(new PricePeriod.ContextStep(bound, step)));
    Rates own = new Rates(rates);
    return listed == null
        ? new PricePeriod(null, null, own, List.copyOf(merged), null)
        : new PricePeriod(
            listed.from(),
            listed.window(),
            listed.base().with(own),
            List.copyOf(merged),
            listed.note(),
            listed.variants());
  }

  /**
   * The catalogue's rate of a picture or video depends on more than the model; this one's not. What
   * a request costs for its searching does: the dearest where nobody says how much was searched.
   */
  Rates overVariants(Rates ofVariant, Map<String, String> asked) {
    Map<Unit, BigDecimal> own = new EnumMap<>(Unit.class);
    rates.forEach(
        (unit, rate) -> {
          if (!Rates.isToken(unit)) {
            own.put(unit, rate);
          }
        });
    if (!searching.isEmpty()) {
      BigDecimal searched = searching.get(asked.getOrDefault("search_context_size", ""));
      own.put(Unit.REQUESTS, searched != null ? searched : Collections.max(searching.values()));
    }
    return ofVariant.with(new Rates(own));
  }

  /** Whether it says anything of a service tier. */
  boolean speaksOf(String tier) {
    return tiers.containsKey(tier) || factors.containsKey(tier);
  }

  /**
   * The rates of a tier: its factor or its own rates over those that would be charged else. What a
   * long prompt costs more of stays so, unless the tier has a price for prompts as long.
   *
   * @param step what the prompt's length does to the standard tier; {@code null} for nothing
   */
  Rates inTier(
      String tier, long totalInput, PricePeriod.@Nullable ContextStep step, Rates otherwise) {
    Rates rates = scaled(tier, otherwise);
    OwnPrice own = tiers.get(tier);
    if (own == null) {
      return rates;
    }
    Map<Unit, BigDecimal> ofTier = new EnumMap<>(Unit.class);
    ofTier.putAll(own.over((PricePeriod) null).forInput(totalInput).byUnit());
    ofTier.keySet().removeAll(own.lacking(totalInput, step));
    return rates.with(new Rates(ofTier));
  }

  /** Whether a tier has a price of some unit for short prompts alone, and the prompt is long. */
  boolean lacksStep(String tier, long totalInput, PricePeriod.@Nullable ContextStep step) {
    OwnPrice own = tiers.get(tier);
    if (own == null) {
      return false;
    }
    Set<Unit> lacking = own.lacking(totalInput, step);
    lacking.retainAll(own.over((PricePeriod) null).forInput(totalInput).byUnit().keySet());
    return !lacking.isEmpty();
  }

  /** The units that cost more in a long prompt, and of which this says nothing for one as long. */
  private Set<Unit> lacking(long totalInput, PricePeriod.@Nullable ContextStep step) {
    Set<Unit> lacking = EnumSet.noneOf(Unit.class);
    if (step != null) {
      lacking.addAll(step.rates().byUnit().keySet());
      PricePeriod.ContextStep named = over((PricePeriod) null).stepFor(totalInput);
      if (named != null && named.bound() >= step.bound()) {
        lacking.removeAll(named.rates().byUnit().keySet());
      }
    }
    return lacking;
  }

  /** The rates times the factor of a tier or a region, where it has one. */
  Rates scaled(String tierOrRegion, Rates otherwise) {
    BigDecimal factor = factors.get(tierOrRegion);
    return factor == null
        ? otherwise
        : otherwise.mapTokens(entry -> entry.getValue().multiply(factor));
  }
}
