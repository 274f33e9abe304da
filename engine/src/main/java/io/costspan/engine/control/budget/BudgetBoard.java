// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.live.Board;
import io.costspan.engine.live.Operation;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts the budgets on a JVM's board, and lets orders be given there. Thread-safe. */
final class BudgetBoard {
  private static final String BUDGET = "budget";
  private static final String VALUE = "value";

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

  /** A number, of the budget's unit whether that is said or not. */
  private static BigDecimal amount(String said, BudgetUnit unit) {
    String text = said.replace("$", "").trim().toLowerCase(Locale.ROOT);
    String word = unit.word().toLowerCase(Locale.ROOT);
    String number = text.endsWith(word) ? text.substring(0, text.length() - word.length()) : text;
    try {
      BigDecimal amount = new BigDecimal(number.trim());
      if (amount.precision() - amount.scale() > 18 || amount.scale() > 12) {
        throw new NumberFormatException("too long");
      }
      return amount;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"" + said + "\" is no amount of this budget; accepted: a number of " + unit.word(), e);
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
    row.put("since", budget.windowStart().toString());
    OffsetDateTime resets = budget.resetsAt();
    row.put("resets", resets == null ? "" : resets.toString());
    BigDecimal override = budget.override();
    row.put(
        "override",
        override == null ? "" : Amounts.text(override) + " until " + budget.overrideUntil());
    row.put("degraded", budget.degraded() == null ? "" : budget.degraded());
    return row;
  }
}
