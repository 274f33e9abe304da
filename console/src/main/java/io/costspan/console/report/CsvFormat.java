// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.report;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report as CSV (RFC 4180) with a heading and no totals: exact amounts in USD, and an empty cell
 * for what is not known.
 */
public final class CsvFormat {
  private CsvFormat() {}

  /** Prints it. */
  public static void print(SpendReport report, PrintWriter out) {
    List<String> heading = new ArrayList<>();
    for (Dimension dimension : report.by()) {
      heading.add(dimension.label());
    }
    heading.addAll(
        List.of(
            "calls",
            "errors",
            "input_tokens",
            "cached_tokens",
            "output_tokens",
            "usd",
            "unpriced_calls",
            "estimated_calls",
            "estimated_usd",
            "local_calls",
            "refused_calls"));
    line(heading, out);
    for (SpendReport.Row row : report.rows()) {
      Sums sums = row.sums();
      List<String> cells = new ArrayList<>(row.key());
      cells.add(Long.toString(sums.calls()));
      cells.add(Long.toString(sums.errors()));
      cells.add(known(sums.input()));
      cells.add(known(sums.cached()));
      cells.add(known(sums.output()));
      cells.add(money(sums.usd()));
      cells.add(Long.toString(sums.unpriced()));
      cells.add(Long.toString(sums.estimated()));
      cells.add(money(sums.estimatedUsd()));
      cells.add(Long.toString(sums.local()));
      cells.add(Long.toString(sums.refused()));
      line(cells, out);
    }
  }

  private static String money(@Nullable BigDecimal usd) {
    return usd == null ? "" : usd.toPlainString();
  }

  private static String known(@Nullable Long count) {
    return count == null ? "" : Long.toString(count);
  }

  /** Prints a line. */
  static void line(List<String> cells, PrintWriter out) {
    StringBuilder line = new StringBuilder();
    for (String cell : cells) {
      line.append(line.length() == 0 ? "" : ",").append(quoted(Printable.of(cell)));
    }
    out.print(line.append("\r\n"));
  }

  private static String quoted(String cell) {
    boolean plain = cell.indexOf(',') < 0 && cell.indexOf('"') < 0;
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
