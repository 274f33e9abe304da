// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What a circuit breaker may say. */
public final class BreakerFields extends RuleFields {

  /** So many dear calls in a time. */
  public static final Field<DearCalls> CALLS =
      new Field<>(
          "calls",
          new DearCallsType(),
          "",
          "Trips when so many calls in a time each cost more than an amount.");

  /** Spending in a time. */
  public static final Field<Rate> SPEND =
      new Field<>(
          "spend", new RateType(Amount.Unit.USD), "", "Trips when spending passes this rate.");

  /** The same call again and again. */
  public static final Field<Rate> REPEATS =
      new Field<>(
          "repeats",
          new RateType(Amount.Unit.REQUESTS),
          "",
          "Trips when the same call comes more often than this: a loop.");

  /** How long it stays open. */
  public static final Field<Duration> OPEN_FOR =
      new Field<>(
          "open-for",
          new DurationType(Duration.ofDays(7)),
          "5m",
          "How long calls are refused before one is let through to see.");

  /** What has a breaker of its own; none for one over all. */
  public static final Field<CallAttribute> EACH =
      new Field<>(
          "each",
          new EachType(),
          "",
          "One breaker for every value of it, of which the first 10000 have their own and all others"
              + " share one; without it all calls share one breaker.");

  /** Which calls count. */
  public static final Field<Patterns> MATCH =
      new Field<>("match", new MatchType(), "", "Which calls count; all where nothing is said.");

  static final BreakerFields TABLE = new BreakerFields();

  private BreakerFields() {}

  @Override
  public String word() {
    return "breaker";
  }

  @Override
  public List<Field<?>> all() {
    return List.of(CALLS, SPEND, REPEATS, OPEN_FOR, EACH, MATCH);
  }

  @Override
  void check(Section rule, Consumer<String> problem) {
    if (!rule.says(CALLS) && !rule.says(SPEND) && !rule.says(REPEATS)) {
      problem.accept("never trips; one of calls, spend, repeats is expected");
    }
    if (rule.get(OPEN_FOR).isZero()) {
      problem.accept("is open for no time at all");
    }
  }
}
