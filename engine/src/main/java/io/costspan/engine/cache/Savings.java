// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import io.costspan.engine.meter.CallSink;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.passage.Warming;
import io.costspan.engine.price.Cost;
import java.math.BigDecimal;

/** Adds up what the calls would have cost that the cache answered. */
final class Savings implements CallSink {
  private final CacheCounts counts;

  Savings(CacheCounts counts) {
    this.counts = counts;
  }

  @Override
  public void settled(PricedCall call) {
    Handling handling = call.call().handling();
    Cost avoided = call.avoided();
    String rule = handling.rule();
    boolean answered =
        (handling.action() == Handling.Action.HIT || handling.action() == Handling.Action.JOINED)
            && !handling.tags().containsKey(Warming.TAG); // nobody needed that answer
    BigDecimal usd = avoided == null ? null : avoided.usd();
    if (answered && rule != null && usd != null) {
      counts.of(rule).save(usd);
    }
  }

  @Override
  public void flush(long timeoutMillis) {}
}
