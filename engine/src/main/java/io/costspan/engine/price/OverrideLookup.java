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

  /**
   * A name of a call's model.
   *
   * @param priced whether a price of the user's under this name is one of what served
   * @param aliased whether an alias of this name tells what served
   */
  record Name(String text, boolean priced, boolean aliased) {
    Name(String text) {
      this(text, true, true);
    }
  }

  private final PriceBasis basis;

  OverrideLookup(PriceBasis basis) {
    this.basis = basis;
  }

  /**
   * The user's word; {@code null} when there is none.
   *
   * @param names the names of the call's model, the one that counts first
   */
  @Nullable Found find(String provider, List<Name> names, Instant at) {
    Overrides overrides = basis.overrides();
    Found said =
        overrides.aliases().isEmpty() && overrides.prices().isEmpty()
            ? null
            : find(provider, names, at, OWN);
    return said != null || overrides.fed().isEmpty() ? said : find(provider, names, at, FED);
  }

  private @Nullable Found find(String provider, List<Name> names, Instant at, String source) {
    ProviderRow row = basis.catalogue().overlay().providers().get(provider);
    for (boolean tunedToo : new boolean[] {false, true}) {
      for (boolean qualified : new boolean[] {true, false}) {
        for (Name name : names) {
          for (String form : tunedToo ? fineTuneBase(name.text) : forms(row, name.text)) {
            for (String key : qualified ? keys(provider, row, form) : Set.of(form)) {
              Found found =
                  said(provider, row, key, new Name(form, name.priced, name.aliased), at, source);
              if (found != null) {
                return found;
              }
            }
          }
        }
      }
    }
    return null;
  }

  /**
   * A seller's own keys for a model, and those for its whole book. Machines of the user's own have
   * nothing in common but that nobody sends an invoice.
   */
  private static Set<String> keys(String provider, @Nullable ProviderRow row, String model) {
    Set<String> keys = new LinkedHashSet<>();
    keys.add(provider + "/" + model);
    if (row != null) {
      keys.add(row.id() + "/" + model);
      if (row.style() != NamingStyle.LOCAL) {
        keys.add(row.book() + "/" + model);
      }
    }
    return keys;
  }

  /** What a fine-tuned model was made of; empty for any other. */
  private static Set<String> fineTuneBase(String name) {
    String lower = name.trim().toLowerCase(Locale.ROOT);
    String base = ModelNames.fineTuneBase(lower);
    return base.equals(lower) ? Set.of() : Set.of(base);
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
      Name name,
      Instant at,
      String source) {
    Overrides overrides = basis.overrides();
    OwnPrice price = (source.equals(OWN) ? overrides.prices() : overrides.fed()).get(key);
    if (price != null && name.priced) {
      return own(provider, row, name.text, price, at, source);
    }
    if (!source.equals(OWN) || !name.aliased) {
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
    if (row == null) {
      return null;
    }
    Found found =
        row.style() == NamingStyle.LOCAL
            ? ModelLookup.local(row, List.of(model)).model()
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
      for (String key : keys(provider, row, model)) {
        if (prices.containsKey(key)) {
          return prices.get(key);
        }
      }
      if (prices.containsKey(model)) {
        return prices.get(model);
      }
    }
    return null;
  }

  /** Whether the user says nothing of any model. */
  boolean isSilent() {
    Overrides overrides = basis.overrides();
    return overrides.aliases().isEmpty()
        && overrides.prices().isEmpty()
        && overrides.fed().isEmpty();
  }

  /** Whether the target of an alias has a price at an instant. */
  boolean knows(String target, Instant at) {
    return aliased("", target, at) != null;
  }
}
