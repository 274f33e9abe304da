// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import io.costspan.engine.config.CallAttribute;
import io.costspan.engine.control.rule.Scope;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Asked;
import io.costspan.engine.passage.Forecast;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.passage.Settlement;
import io.costspan.engine.passage.Subject;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.ResponseFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call on its way past one limit. As thread-safe as a {@link Passage} need be. */
final class LimitPassage implements Passage {
  private static final int FIRST_ERROR_STATUS = 400;

  private final Limit limit;
  private final LimitRule rule;
  private final Arrival arrival;
  private volatile @Nullable Gate gate;
  private volatile @Nullable Waiter waiter;
  private volatile @Nullable Hold hold;
  private volatile boolean withdrawn;

  LimitPassage(Limit limit, Arrival arrival) {
    this.limit = limit;
    this.rule = limit.rule();
    this.arrival = arrival;
  }

  @Override
  public boolean needsBody() {
    CallAttribute each = rule.scope().each();
    return rule.terms().countsTokens()
        || (each != null && each.kind() == CallAttribute.Kind.MODEL)
        || !rule.match().matches(arrival.who());
  }

  @Override
  public Ruling admit(Asked asked) {
    Subject subject = asked.subject();
    if (withdrawn || !rule.match().matches(subject)) {
      return Ruling.GO;
    }
    String scope = rule.scope().of(subject);
    Gate at = limit.gate(scope);
    gate = at;
    Object entry = at.enter(tokens(asked), rule.priority(subject));
    if (entry instanceof Hold got) {
      admitted(at, got);
      return Ruling.GO;
    }
    if (entry instanceof Shortage lacking) {
      return refused(asked, scope, lacking);
    }
    Waiter waiting = (Waiter) entry;
    waiter = waiting;
    if (withdrawn) {
      at.leave(waiting);
    }
    return new Ruling.Wait(waiting.over().thenApply(over -> afterWait(asked, scope, at, over)));
  }

  private Ruling afterWait(Asked asked, String scope, Gate at, Waiter over) {
    Hold got = over.hold();
    if (got != null) {
      admitted(at, got);
      return Ruling.GO;
    }
    Shortage lacking = over.shortage();
    return lacking == null ? Ruling.GO : refused(asked, scope, lacking); // null: it has left
  }

  private void admitted(Gate at, Hold got) {
    hold = got;
    if (withdrawn) {
      at.giveBack(got);
    }
  }

  private Ruling refused(Asked asked, String scope, Shortage lacking) {
    return limit
        .shape()
        .of(arrival, asked, lacking.refusal(rule.name(), scope.equals(Scope.TOTAL) ? null : scope));
  }

  private long tokens(Asked asked) {
    if (!rule.terms().countsTokens()) {
      return 0;
    }
    Forecast forecast = asked.forecast();
    return forecast.inputTokens() + forecast.outputTokens();
  }

  @Override
  public void failed(Throwable fault) {
    limit.failed(fault);
  }

  @Override
  public void withdraw() {
    withdrawn = true;
    Gate at = gate;
    Waiter waiting = waiter;
    Hold got = hold;
    if (at != null && waiting != null) {
      at.leave(waiting);
    } else if (at != null && got != null) {
      at.giveBack(got);
    }
  }

  @Override
  public void ended(ResponseFacts facts, boolean whole) {
    stop();
  }

  @Override
  public boolean pressing() {
    Hold got = hold;
    return got != null && got.pressing;
  }

  @Override
  public List<String> settled(Settlement settlement) {
    Gate at = gate;
    Hold got = hold;
    if (at != null && got != null) {
      stop();
      if (!settlement.sent()) {
        at.giveBack(got);
      } else {
        correct(at, got, settlement);
      }
    }
    return List.of();
  }

  /** An error that names no usage used none; what else is not known stays as it was forecast. */
  private static void correct(Gate at, Hold got, Settlement settlement) {
    Usage usage = settlement.usage();
    if (usage.get(Unit.INPUT).isPresent() || usage.get(Unit.OUTPUT).isPresent()) {
      at.correct(got, usage.orZero(Unit.INPUT) + usage.orZero(Unit.OUTPUT));
    } else if (settlement.status() >= FIRST_ERROR_STATUS) {
      at.correct(got, 0);
    }
  }

  @Override
  public void lost() {
    stop();
  }

  private void stop() {
    Gate at = gate;
    Hold got = hold;
    if (at != null && got != null) {
      at.stop(got);
    }
  }
}
