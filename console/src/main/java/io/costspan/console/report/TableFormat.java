// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.report;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A report as a table for people. Sums that leave out calls without a price end in {@code +}. */
public final class TableFormat {
  private TableFormat() {}

  /** Prints it, with a line of totals. */
  public static void print(SpendReport report, Path ledger, PrintWriter out) {
    if (report.total().calls() == 0) {
      out.println("No calls in " + ledger + " in this period.");
      return;
    }
    BigDecimal spent = report.total().usd();
    Money money = Money.upTo(spent == null ? BigDecimal.ZERO : spent);
    List<String> heading = new ArrayList<>();
    for (Dimension dimension : report.by()) {
      heading.add(dimension.label().toUpperCase(Locale.ROOT));
    }
    heading.addAll(
        List.of("CALLS", "ERRORS", "INPUT", "CACHED", "OUTPUT", "COST", "UNPRICED", "ESTIMATED"));
    boolean handled = report.total().local() + report.total().refused() > 0;
    if (handled) {
      heading.addAll(List.of("LOCAL", "REFUSED"));
    }
    TextTable table = new TextTable(heading, report.by().size());
    for (SpendReport.Row row : report.rows()) {
      table.row(cells(row.key(), row.sums(), money, handled));
    }
    table.rule();
    List<String> label = new ArrayList<>();
    for (int i = 0; i < report.by().size(); i++) {
      label.add(i == 0 ? "total" : "");
    }
    table.row(cells(label, report.total(), money, handled));
    table.print(out);
    if (handled) {
      out.println();
      out.println(
          "LOCAL and REFUSED calls were not sent: nothing of them is in the other columns; report"
              + " --savings shows what they saved.");
    }
    BigDecimal estimated = report.total().estimatedUsd();
    if (estimated != null) {
      out.println();
      out.println(
          "Of the sum, "
              + money.text(estimated)
              + " rests on usage that was estimated, in "
              + report.total().estimated()
              + " call(s).");
    }
    if (report.total().unpriced() > 0) {
      out.println();
      out.println(
          "+ and \"unknown\": the price of "
              + report.total().unpriced()
              + " call(s) is not known and not in the sum.");
      unpriced(report.unpriced(), out);
    }
  }

  private static void unpriced(UnpricedModels unpriced, PrintWriter out) {
    out.println();
    TextTable table =
        new TextTable(
            List.of("UNPRICED: PROVIDER", "MODEL", "REASON", "CALLS", "INPUT", "OUTPUT"), 3);
    boolean wantsPrice = false;
    for (UnpricedModels.Row row : unpriced.rows()) {
      wantsPrice |= row.wantsPrice();
      table.row(
          List.of(
              row.provider(),
              row.model(),
              row.reason(),
              count(row.sums().calls()),
              known(row.sums().input()),
              known(row.sums().output())));
    }
    table.print(out);
    if (wantsPrice) {
      out.println();
      out.println(
          "A price file (costspan.price.file) or an alias (costspan.price.aliases) gives a model a"
              + " price; report --reprice shows what that changes.");
    }
  }

  private static List<String> cells(List<String> key, Sums sums, Money money, boolean handled) {
    List<String> cells = new ArrayList<>(key);
    cells.add(count(sums.calls()));
    cells.add(count(sums.errors()));
    cells.add(known(sums.input()));
    cells.add(known(sums.cached()));
    cells.add(known(sums.output()));
    cells.add(cost(sums, money));
    cells.add(count(sums.unpriced()));
    cells.add(count(sums.estimated()));
    if (handled) {
      cells.add(count(sums.local()));
      cells.add(count(sums.refused()));
    }
    return cells;
  }

  private static String cost(Sums sums, Money money) {
    BigDecimal usd = sums.usd();
    if (usd == null) {
      return "unknown";
    }
    // the blank keeps the decimal points of a column in line
    return money.text(usd) + (sums.unpriced() > 0 ? "+" : " ");
  }

  private static String known(@Nullable Long count) {
    return count == null ? "-" : count(count);
  }

  private static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
