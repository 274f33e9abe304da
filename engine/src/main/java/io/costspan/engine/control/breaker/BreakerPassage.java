// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.breaker;

import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Asked;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.Refusal;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.passage.Settlement;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call on its way past one breaker. As thread-safe as a {@link Passage} need be. */
final class BreakerPassage implements Passage {
  private static final String CANCELLED = "cancelled";

  private final Breaker breaker;
  private final BreakerRule rule;
  private final Arrival arrival;
  private volatile @Nullable Circuit circuit;
  private volatile @Nullable Ticket ticket;
  private volatile @Nullable BigDecimal forecastUsd;
  private volatile boolean withdrawn;

  BreakerPassage(Breaker breaker, Arrival arrival) {
    this.breaker = breaker;
    this.rule = breaker.rule();
    this.arrival = arrival;
  }

  /** By the body calls are told apart, and by the forecast those count that have no price. */
  @Override
  public boolean needsBody() {
    return true;
  }

  @Override
  public Ruling admit(Asked asked) {
    if (withdrawn || !rule.match().matches(asked.subject())) {
      return Ruling.GO;
    }
    String scope = rule.scope().of(asked.subject());
    Circuit at = breaker.circuit(scope);
    Object entry = at.enter(breaker.repeated(rule, arrival, asked.body()));
    if (entry instanceof Circuit.Open open) {
      return breaker.shape().of(arrival, asked, refusal(scope, open));
    }
    forecastUsd = asked.forecast().usd();
    circuit = at;
    ticket = (Ticket) entry;
    if (withdrawn) {
      free();
    }
    return Ruling.GO;
  }

  private Refusal refusal(String scope, Circuit.Open open) {
    return Refusal.of(
            Refusal.Reason.CIRCUIT_OPEN, rule.name(), scope.isEmpty() ? null : scope, "USD")
        .because(open.reason())
        .retrying(open.left());
  }

  @Override
  public void failed(Throwable fault) {
    breaker.failed(fault);
  }

  @Override
  public void withdraw() {
    withdrawn = true;
    free();
  }

  @Override
  public boolean pressing() {
    Circuit at = circuit;
    Ticket passed = ticket;
    return at != null && passed != null && at.pressing(passed, forecastUsd);
  }

  @Override
  public List<String> settled(Settlement settlement) {
    Circuit at = circuit;
    Ticket passed = ticket;
    if (at != null && passed != null && !withdrawn) {
      BigDecimal usd = settlement.cost().usd();
      at.ended(passed, usd == null ? forecastUsd : usd, ending(settlement));
    }
    return List.of();
  }

  private static Circuit.Ending ending(Settlement settlement) {
    String error = settlement.errorType();
    if (error == null) {
      return settlement.whole() ? Circuit.Ending.FINE : Circuit.Ending.LEFT;
    }
    return error.equals(CANCELLED) ? Circuit.Ending.LEFT : Circuit.Ending.FAILED;
  }

  @Override
  public void lost() {
    free();
  }

  private void free() {
    Circuit at = circuit;
    Ticket passed = ticket;
    if (at != null && passed != null) {
      at.free(passed);
    }
  }
}
