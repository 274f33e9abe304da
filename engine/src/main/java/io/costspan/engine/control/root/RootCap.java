// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.root;

import io.costspan.engine.control.rule.RuleFault;
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
  private final RuleFault fault = new RuleFault("root cap");
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
    fault.clear();
    rule = to;
  }

  @Override
  public void failed(Throwable why) {
    fault.note(rule.name(), why);
  }

  /** Why it does not hold everything; {@code null} when it does. */
  @Nullable String degraded() {
    return fault.why();
  }

  @Override
  public @Nullable Passage passage(Arrival arrival) {
    String trace = arrival.traceId();
    return trace == null || !rule.match().mayMatch(arrival.who())
        ? null
        : new RootPassage(this, arrival, trace);
  }
}
