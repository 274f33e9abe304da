// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a call is priced by: one catalogue and the user's word on it. Whoever prices a call holds on
 * to one basis for all of it. Immutable.
 */
public final class PriceBasis {

  private final Catalogue catalogue;
  private final Overrides overrides;
  private final Map<String, String> aliases;

  /** Indexes the user's word under one spelling of each provider. */
  public PriceBasis(Catalogue catalogue, Overrides overrides) {
    this.catalogue = catalogue;
    this.aliases = overrides.aliases();
    this.overrides =
        new Overrides(
            byProvider(catalogue, overrides.aliases()),
            byProvider(catalogue, overrides.prices()),
            overrides.discounts(),
            byProvider(catalogue, overrides.fed()));
  }

  /** The bundled catalogue, and no word of the user's. */
  public static PriceBasis bundled() {
    return new PriceBasis(Catalogue.bundled(), Overrides.NONE);
  }

  private static <V> Map<String, V> byProvider(Catalogue catalogue, Map<String, V> said) {
    Map<String, V> all = new HashMap<>(said);
    // sorted, so that which of two names for a provider wins does not change from run to run
    new TreeMap<>(said)
        .forEach(
            (key, value) -> {
              int slash = key.indexOf('/');
              ProviderRow row =
                  slash < 0 ? null : catalogue.overlay().providers().get(key.substring(0, slash));
              if (row != null) {
                all.putIfAbsent(row.id() + key.substring(slash), value);
              }
            });
    return all;
  }

  /** The catalogue. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** The names the catalogue has for providers. */
  public Set<String> providers() {
    return catalogue.overlay().providers().keySet();
  }

  /** The names of a provider's models in the catalogue and in the user's word, in lower case. */
  public Set<String> models(String provider) {
    ProviderRow row = catalogue.overlay().providers().get(provider);
    Set<String> models = new TreeSet<>();
    if (row != null) {
      models.addAll(catalogue.book(row.book()).names());
    }
    for (String key : overrides.prices().keySet()) {
      if (key.startsWith(provider + "/")) {
        models.add(key.substring(provider.length() + 1));
      }
    }
    return models;
  }

  Overrides overrides() {
    return overrides;
  }

  /** The aliases whose target has no price at an instant, with their targets, in order. */
  public Map<String, String> unknownAliases(Instant at) {
    OverrideLookup lookup = new OverrideLookup(this);
    Map<String, String> unknown = new TreeMap<>(aliases);
    unknown.values().removeIf(target -> lookup.knows(target, at));
    return unknown;
  }
}
