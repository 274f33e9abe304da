// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.config.Amount;
import io.costspan.engine.live.Board;
import io.costspan.engine.live.Operation;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts the budgets on a JVM's board, and lets orders be given there. Thread-safe. */
final class BudgetBoard {
  private static final String BUDGET = "budget";
  private static final String VALUE = "value";

  /** A number alone. */
  private static final Pattern BARE = Pattern.compile("[0-9.]+");

  /** Nothing, of what follows. */
  private static final Pattern NONE = Pattern.compile("(\\$?)0+(\\.0*)?(?![0-9.])");

  private final BudgetDesk desk;
  private final Clock clock;

  BudgetBoard(BudgetDesk desk, Clock clock) {
    this.desk = desk;
    this.clock = clock;
  }

  void on(Board board) {
    board.show("budgets", () -> desk.budgets().stream().map(BudgetBoard::row).toList());
    board.offer(
        new Operation(
            "override",
            "Gives a budget more for a while.",
            List.of(BUDGET, "amount", "until", VALUE),
            2,
            this::override));
    board.offer(simple("reset", "Has a budget count from nothing.", desk::reset));
    board.offer(simple("pause", "Has a budget refuse every call.", desk::pause));
    board.offer(simple("resume", "Ends the pause of a budget.", desk::resume));
  }

  /** What is done to a budget, or to one value of it. */
  private interface Order {
    String give(String budget, @Nullable String scope, String who);
  }

  private static Operation simple(String name, String what, Order order) {
    return new Operation(
        name,
        what,
        List.of(BUDGET, VALUE),
        1,
        (given, who) -> order.give(String.valueOf(given.get(BUDGET)), given.get(VALUE), who));
  }

  private String override(Map<String, String> given, String who) {
    String budget = String.valueOf(given.get(BUDGET));
    BudgetRule rule = desk.rule(budget);
    Instant now = clock.instant();
    String until = given.get("until");
    return desk.override(
        budget,
        given.get(VALUE),
        amount(String.valueOf(given.get("amount")), rule.unit()),
        until == null ? end(rule, now) : UntilTime.of(until, now, rule.period().zone()),
        who);
  }

  /** The end of the window; of a rolling time, as long again. */
  private static Instant end(BudgetRule rule, Instant now) {
    return rule.period() instanceof CalendarPeriod calendar
        ? calendar.at(now).end()
        : now.plus(((RollingPeriod) rule.period()).length());
  }

  /** An amount as in the settings; of the budget's unit whether that is said or not. */
  private static BigDecimal amount(String said, BudgetUnit unit) {
    Matcher nothing = NONE.matcher(said.strip());
    boolean none = nothing.lookingAt();
    // settings have no amount of nothing; that its unit is right is seen by that of something
    String text =
        none ? nothing.group(1) + "1" + said.strip().substring(nothing.end()) : said.strip();
    try {
      boolean bare = BARE.matcher(text).matches();
      BigDecimal number =
          Amount.of(bare ? text + " " + unit.word() : text, Amount.Unit.valueOf(unit.name()))
              .number();
      return none ? BigDecimal.ZERO : number;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"%s\" is no amount of this budget: %s; accepted: a number of %s"
              .formatted(said, e.getMessage(), unit.word()),
          e);
    }
  }

  private static Map<String, Object> row(BudgetSnapshot budget) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put(BUDGET, budget.name());
    row.put(VALUE, budget.scope());
    row.put("state", budget.state().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    row.put("spent", Amounts.text(budget.spent()));
    row.put("reserved", Amounts.text(budget.reserved()));
    row.put("limit", Amounts.text(budget.limit()));
    row.put("unit", budget.unit().word());
    row.put("calls", budget.holds());
    row.put("waiting", budget.waiting());
    row.put("uncounted", budget.uncounted());
    row.put("step", Amounts.text(budget.lastStep()) + "%");
    row.put("since", budget.windowStart().truncatedTo(ChronoUnit.SECONDS).toString());
    OffsetDateTime resets = budget.resetsAt();
    row.put("resets", resets == null ? "" : resets.toString());
    BigDecimal override = budget.override();
    row.put(
        "override",
        override == null
            ? ""
            : Amounts.text(override) + " until " + seconds(budget.overrideUntil()));
    row.put("degraded", budget.degraded() == null ? "" : budget.degraded());
    return row;
  }

  private static String seconds(@Nullable Instant time) {
    return time == null ? "" : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
