// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;

/** What a budget may say. */
public final class BudgetFields extends RuleFields {
  private static final DurationType SHORT_WAIT = new DurationType(Duration.ofSeconds(30));

  /** How much may be spent. */
  public static final Field<Amount> LIMIT =
      new Field<>("limit", new AmountType(), "", "How much may be spent in a period.");

  /** In what time. */
  public static final Field<BudgetPeriod> PER =
      new Field<>(
          "per",
          new BudgetPeriodType(),
          "day",
          "The period: one of the calendar, or a rolling one of any length.");

  /** Whose calendar; none for the JVM's. */
  public static final Field<ZoneId> ZONE =
      new Field<>(
          "zone",
          new ZoneType(),
          "",
          "Whose clock ends the calendar's periods; the JVM's own where nothing is said.");

  /** What has a budget of its own; none for one budget over all. */
  public static final Field<CallAttribute> EACH =
      new Field<>(
          "each",
          new EachType(),
          "",
          "One budget for every value of it, of which the first 10000 have their own and all others"
              + " share one; without it all calls share one budget.");

  /** Which calls count. */
  public static final Field<Patterns> MATCH =
      new Field<>("match", new MatchType(), "", "Which calls count; all where nothing is said.");

  /** What is done when. */
  public static final Field<SortedMap<BigDecimal, List<StepAction>>> AT =
      new Field<>(
          "at",
          new LadderType(),
          "50%=notify;80%=notify;90%=notify;100%=block",
          "What is done when spending reaches a share of the limit, once a period. A budget that says"
              + " any step says all of them: without block or pause it stops nothing.");

  /** Who is told of each step. */
  public static final Field<URI> WEBHOOK =
      new Field<>(
          "webhook", new WebhookType(), "", "Told of each step by an HTTP POST with a JSON body.");

  /** What is run at each step. */
  public static final Field<List<String>> COMMAND =
      new Field<>(
          "command",
          new ListType<>(new TextType("a program and its arguments")),
          "",
          "Run at each step, without a shell; told of it by environment variables.");

  /** Which calls a step that pauses lets pass. */
  public static final Field<Patterns> CRITICAL =
      new Field<>(
          "critical",
          new MatchType(),
          "",
          "Calls that a step's pause lets pass; a pause by hand lets none.");

  /** What becomes of calls whose price nobody knows. */
  public static final Field<UnknownPrice> UNKNOWN_PRICE =
      new Field<>(
          "unknown-price",
          new UnknownPriceType(),
          "warn",
          "What becomes of a call whose price is not known, in a budget of dollars: it goes and is"
              + " told of, is refused, or counts as a stated amount.");

  /** What becomes of calls while it is not known what was spent. */
  public static final Field<Degraded> WHEN_DEGRADED =
      new Field<>(
          "when-degraded",
          new ChoiceType<>(Degraded.class),
          "allow",
          "What becomes of calls while it is not known what was spent: they go, or are refused.");

  /** How long a call whose caller's thread waits may wait for others to end. */
  public static final Field<Duration> WAIT =
      new Field<>(
          "wait",
          SHORT_WAIT,
          "100ms",
          "How long a call may wait where only calls in flight stand in its way.");

  /** The same of a call whose caller's thread goes on. */
  public static final Field<Duration> WAIT_ASYNC =
      new Field<>("wait-async", SHORT_WAIT, "0ms", "The same for calls made asynchronously.");

  static final BudgetFields TABLE = new BudgetFields();

  /** What becomes of calls while the state of a budget is not known. */
  public enum Degraded {
    /** They go. */
    ALLOW,
    /** They are refused. */
    BLOCK
  }

  private BudgetFields() {}

  @Override
  public String word() {
    return "budget";
  }

  @Override
  public List<Field<?>> all() {
    return List.of(
        LIMIT,
        PER,
        ZONE,
        EACH,
        MATCH,
        AT,
        WEBHOOK,
        COMMAND,
        CRITICAL,
        UNKNOWN_PRICE,
        WHEN_DEGRADED,
        WAIT,
        WAIT_ASYNC);
  }

  @Override
  void check(Section rule, Consumer<String> problem) {
    Amount limit = rule.find(LIMIT);
    if (limit == null) {
      problem.accept("has no limit; accepted: " + LIMIT.accepted());
    }
    SortedMap<BigDecimal, List<StepAction>> ladder = rule.get(AT);
    boolean pauses = false;
    for (List<StepAction> actions : ladder.values()) {
      pauses |= actions.contains(StepAction.PAUSE);
    }
    if (rule.says(CRITICAL) && !pauses) {
      problem.accept("says which calls are critical, and no step of it says pause");
    }
    if (rule.says(ZONE) && rule.get(PER).unit() == BudgetPeriod.Unit.ROLLING) {
      problem.accept("has a zone, which means nothing for the rolling time " + rule.get(PER));
    }
    if (limit != null && limit.unit() != Amount.Unit.USD && rule.says(UNKNOWN_PRICE)) {
      problem.accept("has an unknown-price, which means nothing for a limit of " + limit);
    }
  }
}
