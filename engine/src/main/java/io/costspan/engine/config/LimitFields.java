// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;

/** What a limit of rates and of calls in flight may say. */
public final class LimitFields extends RuleFields {

  /** Requests in a time. */
  public static final Field<List<Rate>> REQUESTS =
      new Field<>(
          "requests",
          new ListType<>(new RateType(Amount.Unit.REQUESTS)),
          "",
          "The most requests in a time; all of several have to hold. A day is one of the calendar.");

  /** Tokens in a time. */
  public static final Field<List<Rate>> TOKENS =
      new Field<>(
          "tokens",
          new ListType<>(new RateType(Amount.Unit.TOKENS)),
          "",
          "The most tokens in a time, of input and output together. A day is one of the calendar.");

  /** Whose calendar; none for the JVM's. */
  public static final Field<ZoneId> ZONE =
      new Field<>(
          "zone",
          new ZoneType(),
          "",
          "Whose clock ends a day; the JVM's own where nothing is said.");

  /** Calls in flight. */
  public static final Field<Integer> CONCURRENT =
      new Field<>("concurrent", new CountType(1, 1_000_000), "", "The most calls in flight.");

  /** What has a limit of its own; none for one limit over all. */
  public static final Field<CallAttribute> EACH =
      new Field<>(
          "each",
          new EachType(),
          "",
          "One limit for every value of it, of which the first 10000 have their own and all others"
              + " share one; without it all calls share one limit.");

  /** Which calls count. */
  public static final Field<Patterns> MATCH =
      new Field<>("match", new MatchType(), "", "Which calls count; all where nothing is said.");

  /** How long a call over the limit may wait, 0 for not at all. */
  public static final Field<Duration> OVER =
      new Field<>(
          "over",
          new WaitOrRefuseType(),
          "refuse",
          "What becomes of a call over the limit: it is refused, or waits so long at most and is"
              + " refused then.");

  /** Who is served first. */
  public static final Field<Patterns> FIRST =
      new Field<>("first", new MatchType(), "", "Of calls that wait, those served before others.");

  /** Who is served last. */
  public static final Field<Patterns> LAST =
      new Field<>("last", new MatchType(), "", "Of calls that wait, those served after others.");

  static final LimitFields TABLE = new LimitFields();

  private LimitFields() {}

  @Override
  public String word() {
    return "limit";
  }

  @Override
  public List<Field<?>> all() {
    return List.of(REQUESTS, TOKENS, ZONE, CONCURRENT, EACH, MATCH, OVER, FIRST, LAST);
  }

  @Override
  void check(Section rule, Consumer<String> problem) {
    if (!rule.says(REQUESTS) && !rule.says(TOKENS) && !rule.says(CONCURRENT)) {
      problem.accept("limits nothing; one of requests, tokens, concurrent is expected");
    }
    boolean ordered = rule.says(FIRST) || rule.says(LAST);
    if (ordered && rule.get(OVER).isZero()) {
      problem.accept("says who is served first or last, and lets nobody wait: over: wait 5s");
    }
  }
}
