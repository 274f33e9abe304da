// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.breaker;

import io.costspan.engine.control.rule.RuleFault;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Controls;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.RefusalShape;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One breaker at work: a circuit for each value of its scope. Thread-safe. */
final class Breaker implements Controls {
  private final LongSupplier nanos;
  private final Clock clock;
  private final RefusalShape shape;
  private final Consumer<String> log;
  private final ConcurrentMap<String, Circuit> circuits = new ConcurrentHashMap<>();
  private final SameCalls sameCalls = new SameCalls();
  private final RuleFault fault = new RuleFault("breaker");
  private volatile BreakerRule rule;

  /**
   * @param nanos monotonic nanoseconds, from 0 on
   * @param clock the wall clock, for people
   * @param log told of every move of a circuit, in a line
   */
  Breaker(
      BreakerRule rule, LongSupplier nanos, Clock clock, RefusalShape shape, Consumer<String> log) {
    this.rule = rule;
    this.nanos = nanos;
    this.clock = clock;
    this.shape = shape;
    this.log = log;
  }

  BreakerRule rule() {
    return rule;
  }

  RefusalShape shape() {
    return shape;
  }

  /** Goes on as another rule of the same name. */
  void change(BreakerRule to) {
    fault.clear();
    rule = new BreakerRule(to.name(), to.match(), to.scope().following(rule.scope()), to.terms());
    circuits.values().forEach(circuit -> circuit.change(to.terms()));
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
    return rule.match().mayMatch(arrival.who()) ? new BreakerPassage(this, arrival) : null;
  }

  /** The circuit of a value of the scope. */
  Circuit circuit(String scope) {
    Circuit known = circuits.get(scope);
    if (known != null) {
      return known;
    }
    Circuit circuit = circuits.computeIfAbsent(scope, this::closed);
    circuit.change(rule.terms()); // read once it can be seen: a change at the same time misses none
    return circuit;
  }

  private Circuit closed(String scope) {
    String whose = "breaker '" + rule.name() + "'" + (scope.isEmpty() ? "" : " of '" + scope + "'");
    return new Circuit(
        rule.terms(),
        nanos,
        clock,
        (position, why) -> log.accept(whose + " is " + position.word() + " now: " + why));
  }

  /** Counts a call, and says whether it came too often. */
  boolean repeated(BreakerRule by, Arrival arrival, @Nullable ByteBuffer body) {
    BreakerTerms.Repeats repeats = by.terms().repeats();
    if (repeats == null || body == null) {
      return false;
    }
    long call = CallChecksum.of(arrival.url(), arrival.who().key(), body);
    return sameCalls.tooMany(call, nanos.getAsLong(), repeats.most(), repeats.within().toNanos());
  }

  List<BreakerState> states() {
    List<BreakerState> states = new ArrayList<>();
    circuits.forEach((scope, circuit) -> states.add(circuit.state(rule.name(), scope)));
    return states;
  }

  int open(@Nullable String scope, @Nullable Duration time, String who) {
    Collection<Circuit> which = which(scope);
    which.forEach(circuit -> circuit.open(time, "opened by " + who));
    return which.size();
  }

  int close(@Nullable String scope, String who) {
    Collection<Circuit> which = which(scope);
    which.forEach(circuit -> circuit.close("closed by " + who));
    return which.size();
  }

  private Collection<Circuit> which(@Nullable String scope) {
    if (scope == null && rule.scope().each() != null) {
      return circuits.values();
    }
    return List.of(circuit(scope == null ? "" : scope));
  }
}
