// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import io.costspan.engine.price.Cost;
import io.costspan.engine.price.PriceQuery;
import io.costspan.engine.price.Pricer;
import java.util.List;

/**
 * Prices a line of the ledger again, from what it keeps of the call, at the call's own time. What
 * owes nothing whatever the prices are, never left, or was not told what it used, stays as it is.
 * Thread-safe as far as the pricer is.
 */
public final class Repricing {
  private final Pricer pricer;

  /** Prices by this pricer. */
  public Repricing(Pricer pricer) {
    this.pricer = pricer;
  }

  /** The cost by the pricer's prices. */
  public Cost of(JournalEntry entry) {
    List<PriceQuery> parts = entry.parts();
    boolean told =
        parts.stream().anyMatch(part -> !part.usage().isEmpty() || part.providerUsd() != null);
    return told && entry.ending().outcome().sent() ? pricer.price(parts) : entry.cost();
  }
}
