// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.report;

import io.costspan.engine.journal.Handled;
import io.costspan.engine.journal.JournalEntry;
import io.costspan.engine.meter.Outcome;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.price.CostState;
import io.costspan.engine.usage.Unit;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A call in one line for people. Thread-safe. */
public final class CallLine {
  private static final String FORM = "%-8s  %-16s  %-28s  %9s  %8s  %14s  %8s  %s";

  private final DateTimeFormatter time;

  public CallLine(ZoneId zone) {
    this.time = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
  }

  /** What stands above the lines. */
  public String heading() {
    return String.format(
        Locale.ROOT, FORM, "TIME", "SERVICE", "MODEL", "INPUT", "OUTPUT", "COST", "MS", "STATUS");
  }

  /** The call. */
  public String of(JournalEntry entry) {
    return String.format(
        Locale.ROOT,
        FORM,
        time.format(entry.at()),
        Printable.of(entry.service()),
        Printable.of(Dimension.model(entry)),
        tokens(entry, Unit.INPUT),
        tokens(entry, Unit.OUTPUT),
        cost(entry),
        String.format(Locale.ROOT, "%,d", entry.ending().durationNanos() / 1_000_000),
        Printable.of(status(entry)));
  }

  private static String tokens(JournalEntry entry, Unit unit) {
    return entry.used().usage().get(unit).isEmpty()
        ? "-"
        : String.format(Locale.ROOT, "%,d", entry.used().usage().orZero(unit));
  }

  private static String cost(JournalEntry entry) {
    BigDecimal usd = entry.cost().usd();
    if (usd == null) {
      return "unknown";
    }
    String text = Money.upTo(usd).text(usd);
    return entry.cost().state() == CostState.ESTIMATED ? "~" + text : text;
  }

  private static String status(JournalEntry entry) {
    StringBuilder status = new StringBuilder();
    status.append(entry.ending().status() == 0 ? "-" : entry.ending().status());
    Handling handling = entry.handled().handling();
    if (handling.action() != Handling.Action.SENT) {
      status.append(' ').append(lower(handling.action()));
      status.append(handling.rule() == null ? "" : " by " + handling.rule());
    } else if (entry.ending().outcome() != Outcome.COMPLETE) {
      status.append(' ').append(lower(entry.ending().outcome()));
    }
    String error = entry.ending().errorType();
    if (error != null && !error.equals(Integer.toString(entry.ending().status()))) {
      status.append(' ').append(error);
    }
    if (entry.cost().usd() == null && entry.cost().reason() != null) {
      status.append(" (unpriced: ").append(entry.cost().reason()).append(')');
    }
    saved(entry.handled(), status);
    return status.toString();
  }

  private static void saved(Handled handled, StringBuilder status) {
    Handled.Avoided avoided = handled.avoided();
    BigDecimal usd = avoided == null ? null : avoided.usd();
    BigDecimal stopped = handled.handling().forecastUsd();
    if (usd != null) {
      status.append(" (saved ").append(Money.upTo(usd).text(usd)).append(')');
    } else if (stopped != null) {
      status.append(" (might have cost ").append(Money.upTo(stopped).text(stopped)).append(')');
    }
    Handling.Shadow shadow = handled.handling().shadow();
    if (shadow != null) {
      status.append(" (shadow ").append(shadow.rule()).append(": ");
      status.append(lower(shadow.finding()).replace('_', ' ')).append(')');
    }
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
