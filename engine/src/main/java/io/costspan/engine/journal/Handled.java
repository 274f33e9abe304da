// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.CostState;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What costspan did about a call beside watching it, as the ledger keeps it: times in whole
 * milliseconds. Immutable.
 *
 * @param handling what was done
 * @param avoided what an answer given here would have cost; {@code null} where nothing was avoided
 * @param events what happened on account of the call, in words
 */
public record Handled(Handling handling, @Nullable Avoided avoided, List<String> events) {
  /** Nothing but watching. */
  public static final Handled NOT = new Handled(Handling.SENT, null, List.of());

  /** A call has a handful of them at the most; more would be a fault. */
  private static final int MOST_EVENTS = 16;

  /**
   * What was not spent.
   *
   * @param state how it is known; unpriced where nobody knows
   * @param usd {@code null} where it is not known
   */
  public record Avoided(CostState state, @Nullable BigDecimal usd) {}

  static Handled of(PricedCall priced) {
    Handling handling = priced.call().handling().missed(null); // for spans and metrics
    Cost avoided = priced.avoided();
    List<String> events = priced.events();
    if (handling.equals(Handling.SENT) && avoided == null && events.isEmpty()) {
      return NOT;
    }
    Duration age = handling.age();
    return new Handled(
        new Handling(
            handling.action(),
            handling.rule(),
            handling.code(),
            age == null ? null : Duration.ofMillis(age.toMillis()),
            millis(handling.waitedNanos()),
            handling.forecastUsd(),
            handling.shadow(),
            null,
            handling.tags()),
        avoided == null ? null : new Avoided(avoided.state(), avoided.usd()),
        events.stream().limit(MOST_EVENTS).toList());
  }

  private static long millis(long nanos) {
    return TimeUnit.MILLISECONDS.toNanos(TimeUnit.NANOSECONDS.toMillis(nanos));
  }
}
