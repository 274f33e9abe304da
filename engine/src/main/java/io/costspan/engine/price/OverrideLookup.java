// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import io.costspan.engine.price.ProviderBook.Found;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the user says of a model: for its provider and name first, then for the name alone. A
 * price of the user's goes over the catalogue's, where the catalogue knows the same name.
 */
final class OverrideLookup {

  static final String OWN = "override";
  static final String FED = "feed";
  static final String ALIAS = "override-alias";

  private final PriceBasis basis;

  OverrideLookup(PriceBasis basis) {
    this.basis = basis;
  }

  /**
   * The user's word; {@code null} when there is none.
   *
   * @param names the names of the call's model, the one that counts first
   */
  @Nullable Found find(String provider, List<String> names, Instant at) {
    Overrides overrides = basis.overrides();
    Found said =
        overrides.aliases().isEmpty() && overrides.prices().isEmpty()
            ? null
            : find(provider, names, at, OWN);
    return said != null || overrides.fed().isEmpty() ? said : find(provider, names, at, FED);
  }

  private @Nullable Found find(String provider, List<String> names, Instant at, String source) {
    ProviderRow row = basis.catalogue().overlay().providers().get(provider);
    for (boolean qualified : new boolean[] {true, false}) {
      for (String name : names) {
        for (String form : forms(row, name)) {
          Found found =
              qualified
                  ? said(provider, row, provider + "/" + form, form, at, source)
                  : said(provider, row, form, form, at, source);
          if (found == null && qualified && row != null) {
            found = said(provider, row, row.book() + "/" + form, form, at, source);
          }
          if (found != null) {
            return found;
          }
        }
      }
    }
    return null;
  }

  private static Set<String> forms(@Nullable ProviderRow row, String name) {
    Set<String> forms = new LinkedHashSet<>();
    forms.add(name.trim().toLowerCase(Locale.ROOT));
    if (row != null) {
      forms.addAll(ModelNames.candidates(row.style(), name));
    }
    return forms;
  }

  private @Nullable Found said(
      String provider,
      @Nullable ProviderRow row,
      String key,
      String model,
      Instant at,
      String source) {
    Overrides overrides = basis.overrides();
    OwnPrice price = (source.equals(OWN) ? overrides.prices() : overrides.fed()).get(key);
    if (price != null) {
      return own(provider, row, model, price, at, source);
    }
    if (!source.equals(OWN)) {
      return null;
    }
    String target = basis.overrides().aliases().get(key);
    return target == null ? null : aliased(provider, target, at);
  }

  private Found own(
      String provider,
      @Nullable ProviderRow row,
      String model,
      OwnPrice price,
      Instant at,
      String match) {
    Found listed =
        row == null || row.style() == NamingStyle.LOCAL
            ? null
            : new ModelLookup(basis).byName(row, model, at, false).model();
    return listed == null
        ? new Found(provider, new ModelPrice(model, List.of(), List.of(), List.of()), match, price)
        : new Found(listed.book(), listed.model(), match, price);
  }

  private @Nullable Found aliased(String provider, String written, Instant at) {
    String target = written.toLowerCase(Locale.ROOT);
    int slash = target.indexOf('/');
    String named = slash > 0 ? target.substring(0, slash) : provider;
    ProviderRow row = basis.catalogue().overlay().providers().get(named);
    String seller = named;
    String model = target.substring(slash + 1);
    if (slash <= 0 || (row == null && !hasPrices(named))) {
      // no provider in it: the slash belongs to the model's name
      seller = provider;
      model = target;
      row = basis.catalogue().overlay().providers().get(provider);
    }
    OwnPrice price = price(seller, row, model);
    if (price != null) {
      return own(seller, row, model, price, at, ALIAS);
    }
    Found found =
        row == null
            ? null
            : new ModelLookup(basis).lookUp(row.book(), row.style(), model, at, true);
    return found == null ? null : new Found(found.book(), found.model(), ALIAS);
  }

  private boolean hasPrices(String provider) {
    for (String key : basis.overrides().prices().keySet()) {
      if (key.startsWith(provider + "/")) {
        return true;
      }
    }
    return false;
  }

  private @Nullable OwnPrice price(String provider, @Nullable ProviderRow row, String model) {
    for (Map<String, OwnPrice> prices :
        List.of(basis.overrides().prices(), basis.overrides().fed())) {
      OwnPrice price = prices.get(provider + "/" + model);
      if (price == null && row != null) {
        price = prices.get(row.book() + "/" + model);
      }
      price = price != null ? price : prices.get(model);
      if (price != null) {
        return price;
      }
    }
    return null;
  }

  /** Whether the target of an alias has a price at an instant. */
  boolean knows(String target, Instant at) {
    return aliased("", target, at) != null;
  }
}
