// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.report;

import io.costspan.engine.journal.JournalEntry;
import io.costspan.engine.meter.Outcome;
import io.costspan.engine.price.CostState;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.ResponseFacts.ModelUsage;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sums over calls; what no call said is {@code null}, never zero. Not thread-safe. */
final class Sums {
  private long calls;
  private long errors;
  private long unpriced;
  private long estimated;
  private long local;
  private long refused;
  private @Nullable Long input;
  private @Nullable Long cached;
  private @Nullable Long output;
  private @Nullable BigDecimal usd;
  private @Nullable BigDecimal estimatedUsd;

  /** Groups of calls whose answer was to come later and has not come so far. */
  private final Set<String> pending = new HashSet<>();

  void add(JournalEntry entry) {
    calls++;
    switch (entry.ending().outcome()) {
      case ANSWERED -> local++;
      case REFUSED -> refused++;
      default -> sent(entry);
    }
  }

  private void sent(JournalEntry entry) {
    if (entry.ending().errorType() != null || entry.ending().outcome() == Outcome.FAILED) {
      errors++;
    }
    BigDecimal cost = entry.cost().usd();
    if (entry.cost().state() == CostState.ESTIMATED) {
      estimated++;
      if (cost != null) {
        estimatedUsd = estimatedUsd == null ? cost : estimatedUsd.add(cost);
      }
    }
    if (entry.ending().outcome() == Outcome.PENDING) {
      pending.add(entry.identity().group());
    } else {
      pending.remove(entry.identity().group());
    }
    if (cost == null) {
      unpriced += entry.ending().outcome() == Outcome.PENDING ? 0 : 1;
    } else {
      usd = usd == null ? cost : usd.add(cost);
    }
    add(entry.used().usage());
    for (ModelUsage extra : entry.used().extraUsage()) {
      add(extra.usage());
    }
  }

  private void add(Usage usage) {
    input = sum(input, usage, Unit.INPUT);
    cached = sum(cached, usage, Unit.CACHE_READ);
    output = sum(output, usage, Unit.OUTPUT);
  }

  private static @Nullable Long sum(@Nullable Long sum, Usage usage, Unit unit) {
    if (usage.get(unit).isEmpty()) {
      return sum;
    }
    long more = usage.orZero(unit);
    return sum == null ? more : Long.valueOf(Math.addExact(sum, more));
  }

  long calls() {
    return calls;
  }

  /** Calls that were sent and failed. */
  long errors() {
    return errors;
  }

  /** Calls that were answered without being sent: they cost nothing and used nothing. */
  long local() {
    return local;
  }

  /** Calls that were refused. */
  long refused() {
    return refused;
  }

  /** Calls without a cost, those among them whose answer never came. */
  long unpriced() {
    return unpriced + pending.size();
  }

  /** Calls whose cost rests on an estimated usage. */
  long estimated() {
    return estimated;
  }

  @Nullable Long input() {
    return input;
  }

  @Nullable Long cached() {
    return cached;
  }

  @Nullable Long output() {
    return output;
  }

  /** What the calls with a cost cost; {@code null} when none that was sent has one. */
  @Nullable BigDecimal usd() {
    return usd == null && calls > 0 && calls == local + refused ? BigDecimal.ZERO : usd;
  }

  /** The part of {@link #usd} that rests on estimated usage; {@code null} when none does. */
  @Nullable BigDecimal estimatedUsd() {
    return estimatedUsd;
  }
}
