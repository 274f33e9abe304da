// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import io.costspan.engine.control.rule.RuleFault;
import io.costspan.engine.control.rule.Scope;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Controls;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.RefusalShape;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One limit at work: a gate for each value of its scope. Thread-safe. */
final class Limit implements Controls {
  /** How many calls may wait because of one limit. */
  static final int MOST_WAITING = 10_000;

  private final LongSupplier nanos;
  private final Clock clock;
  private final Alarm alarm;
  private final RefusalShape shape;
  private final ConcurrentMap<String, Gate> gates = new ConcurrentHashMap<>();
  private final AtomicInteger crowd = new AtomicInteger();
  private final RuleFault fault = new RuleFault("limit");
  private volatile LimitRule rule;

  /**
   * @param nanos monotonic nanoseconds, from 0 on
   * @param clock the wall clock, for days
   */
  Limit(LimitRule rule, LongSupplier nanos, Clock clock, Alarm alarm, RefusalShape shape) {
    this.rule = rule;
    this.nanos = nanos;
    this.clock = clock;
    this.alarm = alarm;
    this.shape = shape;
  }

  LimitRule rule() {
    return rule;
  }

  RefusalShape shape() {
    return shape;
  }

  /** Goes on as another rule of the same name. */
  void change(LimitRule to) {
    fault.clear();
    Scope scope = to.scope().following(rule.scope());
    rule = new LimitRule(to.name(), to.match(), scope, to.terms(), to.first(), to.last());
    gates.values().forEach(gate -> gate.change(to.terms()));
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
    return rule.match().mayMatch(arrival.who()) ? new LimitPassage(this, arrival) : null;
  }

  /** Where the calls of a value of the scope get in. */
  Gate gate(String scope) {
    Gate known = gates.get(scope);
    if (known != null) {
      return known;
    }
    Counters counters = new Counters(nanos, clock, LimitTerms.NONE);
    Gate fresh = new Gate(nanos, counters, alarm, crowd, MOST_WAITING);
    Gate before = gates.putIfAbsent(scope, fresh);
    Gate gate = before == null ? fresh : before;
    gate.change(
        rule.terms()); // read once the gate can be seen: a change at the same time misses none
    return gate;
  }

  /** How it stands for each value of its scope. */
  List<LimitState> states() {
    List<LimitState> states = new ArrayList<>();
    gates.forEach((scope, gate) -> states.add(gate.state(rule.name(), scope)));
    return states;
  }
}
