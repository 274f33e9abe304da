// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console;

import io.costspan.console.report.Printable;
import io.costspan.engine.config.BudgetFields;
import io.costspan.engine.config.BudgetPeriod;
import io.costspan.engine.config.Field;
import io.costspan.engine.config.Patterns;
import io.costspan.engine.config.Section;
import io.costspan.engine.config.Settings;
import io.costspan.engine.config.SettingsCatalogue;
import io.costspan.engine.control.budget.CalendarPeriod;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Every rule of some settings, as it will be understood. Not thread-safe. */
final class RuleSheet {
  private final Settings settings;
  private final Clock clock;
  private final PrintWriter out;

  RuleSheet(Settings settings, Clock clock, PrintWriter out) {
    this.settings = settings;
    this.clock = clock;
    this.out = out;
  }

  /** Prints them; nothing where there is none. */
  void print() {
    for (Section rule : settings.rules()) {
      out.println();
      boolean understood = settings.understood(rule);
      out.println(
          Printable.of(rule + " (" + rule.origin() + ")")
              + (understood ? "" : ": NOT in force, see below"));
      if (understood) {
        rule.fields().all().forEach(field -> line(rule, field));
        if (rule.kind().equals(SettingsCatalogue.BUDGETS)) {
          period(rule);
        }
      }
    }
  }

  private <T> void line(Section rule, Field<T> field) {
    String shown = rule.find(field) == null ? unsaid(field) : words(rule, field);
    if (shown != null) {
      entry(field.name(), shown + (rule.says(field) ? "" : "  (default)"));
    }
  }

  /** The text as it could be written, but of maps, which read better in words. */
  private static <T> String words(Section rule, Field<T> field) {
    T value = rule.find(field);
    if (value instanceof Patterns patterns) {
      return patterns.toString();
    }
    String text = Objects.requireNonNullElse(rule.text(field), "");
    return field.equals(BudgetFields.AT) ? text.replace("=", ": ").replace(";", ", ") : text;
  }

  private static @Nullable String unsaid(Field<?> field) {
    return field.name().equals("match") ? "every call" : null;
  }

  private void period(Section rule) {
    BudgetPeriod per = rule.get(BudgetFields.PER);
    if (per.unit() == BudgetPeriod.Unit.ROLLING) {
      entry("counts", "what was spent in the last " + per);
      return;
    }
    ZoneId said = rule.find(BudgetFields.ZONE);
    ZoneId zone = said == null ? clock.getZone() : said;
    CalendarPeriod period =
        new CalendarPeriod(CalendarPeriod.Kind.valueOf(per.unit().name()), zone);
    entry(
        "next reset",
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(period.at(clock.instant()).end().atZone(zone))
            + " "
            + zone.getId());
  }

  private void entry(String name, String text) {
    out.println("  " + name + " ".repeat(Math.max(1, 15 - name.length())) + Printable.of(text));
  }
}
