// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.root;

import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Controls;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.RefusalShape;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One cap at work. Thread-safe. */
final class RootCap implements Controls {
  private final TraceAccounts accounts;
  private final RefusalShape shape;
  private volatile RootCapRule rule;

  /**
   * @param nanos monotonic nanoseconds
   */
  RootCap(RootCapRule rule, LongSupplier nanos, RefusalShape shape) {
    this.rule = rule;
    this.accounts = new TraceAccounts(nanos);
    this.shape = shape;
  }

  RootCapRule rule() {
    return rule;
  }

  TraceAccounts accounts() {
    return accounts;
  }

  RefusalShape shape() {
    return shape;
  }

  /** Goes on as another rule of the same name. */
  void change(RootCapRule to) {
    rule = to;
  }

  @Override
  public @Nullable Passage passage(Arrival arrival) {
    String trace = arrival.traceId();
    return trace == null || !rule.match().mayMatch(arrival.who())
        ? null
        : new RootPassage(this, arrival, trace);
  }
}
