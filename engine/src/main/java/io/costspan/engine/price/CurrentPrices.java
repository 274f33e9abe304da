// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The prices in force. Each change puts a new basis in the place of the old one, at once for every
 * call priced later; a call that is being priced keeps the one it began with. Until a catalogue is
 * given, it is the bundled one, read when first asked for. Thread-safe.
 */
public final class CurrentPrices implements Supplier<PriceBasis> {

  private Overrides said = Overrides.NONE;
  private @Nullable Catalogue given;
  private volatile @Nullable PriceBasis basis;

  @Override
  public PriceBasis get() {
    PriceBasis known = basis;
    return known != null ? known : first();
  }

  private synchronized PriceBasis first() {
    PriceBasis known = basis;
    if (known == null) {
      known = new PriceBasis(given != null ? given : Catalogue.bundled(), said);
      basis = known;
    }
    return known;
  }

  /** What is in force, if anybody has asked yet; never reads the catalogue. */
  public @Nullable PriceBasis ifRead() {
    return basis;
  }

  /** Puts a catalogue in force. */
  public synchronized void catalogue(Catalogue catalogue) {
    given = catalogue;
    basis = new PriceBasis(catalogue, said);
  }

  /** Puts the user's word in force. */
  public synchronized void overrides(Overrides overrides) {
    said = overrides;
    Catalogue known = given;
    PriceBasis before = basis;
    if (known == null && before != null) {
      known = before.catalogue();
    }
    basis = known == null ? null : new PriceBasis(known, overrides);
  }
}
