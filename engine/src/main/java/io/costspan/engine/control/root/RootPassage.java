// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.root;

import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Asked;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.Refusal;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.passage.Settlement;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call on its way past one cap. As thread-safe as a {@link Passage} need be. */
final class RootPassage implements Passage {
  private final RootCap cap;
  private final RootCapRule rule;
  private final RootMeasure measure;
  private final Arrival arrival;
  private final String trace;
  private volatile @Nullable RootHold hold;
  private volatile boolean withdrawn;

  RootPassage(RootCap cap, Arrival arrival, String trace) {
    this.cap = cap;
    this.rule = cap.rule();
    this.measure = new RootMeasure(rule.limit().unit());
    this.arrival = arrival;
    this.trace = trace;
  }

  /** What the call may come to is in the body. */
  @Override
  public boolean needsBody() {
    return true;
  }

  @Override
  public Ruling admit(Asked asked) {
    if (withdrawn || !rule.match().matches(asked.subject())) {
      return Ruling.GO;
    }
    BigDecimal forecast = measure.forecast(asked.forecast());
    Object entry = cap.accounts().enter(trace, forecast, rule.limit().number());
    if (entry instanceof TraceAccounts.Spent spent) {
      return cap.shape().of(arrival, asked, refusal(spent, forecast));
    }
    RootHold got = (RootHold) entry;
    hold = got;
    if (withdrawn) {
      cap.accounts().giveBack(got);
    }
    return Ruling.GO;
  }

  private Refusal refusal(TraceAccounts.Spent spent, @Nullable BigDecimal forecast) {
    return Refusal.of(Refusal.Reason.ROOT_CAP_EXCEEDED, rule.name(), null, measure.word())
        .amounts(
            plain(rule.limit().number()),
            plain(spent.spent()),
            plain(spent.reserved()),
            forecast == null ? null : plain(forecast));
  }

  private static String plain(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }

  @Override
  public void failed(Throwable fault) {
    cap.failed(fault);
  }

  @Override
  public void withdraw() {
    withdrawn = true;
    RootHold got = hold;
    if (got != null) {
      cap.accounts().giveBack(got);
    }
  }

  @Override
  public boolean pressing() {
    RootHold got = hold;
    return got != null && got.all();
  }

  @Override
  public List<String> settled(Settlement settlement) {
    RootHold got = hold;
    if (got != null) {
      if (settlement.sent()) {
        cap.accounts().settle(got, measure.used(settlement));
      } else {
        cap.accounts().giveBack(got);
      }
    }
    return List.of();
  }

  @Override
  public void lost() {
    RootHold got = hold;
    if (got != null) {
      cap.accounts().settle(got, null);
    }
  }
}
