// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.costspan.console.report.RepriceReport.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Old and new prices side by side, as a table, JSON or CSV. Amounts are in USD. */
public final class RepriceFormat {
  private static final List<String> COLUMNS =
      List.of("calls", "was", "now", "difference", "changed", "unpriced_was", "unpriced_now");

  private RepriceFormat() {}

  /** Prints a table for people, with a line of totals. */
  public static void table(RepriceReport report, String catalogue, PrintWriter out) {
    Row total = report.total();
    Money money = Money.upTo(total.was().max(total.now()));
    List<String> heading = new ArrayList<>(heading(report));
    heading.replaceAll(cell -> cell.replace('_', ' ').toUpperCase(Locale.ROOT));
    TextTable table = new TextTable(heading, report.by().size());
    for (Row row : report.rows()) {
      table.row(cells(row.key, row, money));
    }
    table.rule();
    List<String> label = new ArrayList<>(total.key);
    label.addAll(Collections.nCopies(Math.max(0, report.by().size() - 1), ""));
    table.row(cells(label, total, money));
    table.print(out);
    out.println();
    out.println(
        "Priced again by " + catalogue + ", each call at its own time. Nothing is written.");
  }

  private static List<String> cells(List<String> key, Row row, Money money) {
    List<String> cells = new ArrayList<>(key);
    cells.add(count(row.calls()));
    cells.add(money.text(row.was()));
    cells.add(money.text(row.now()));
    cells.add(money.difference(row.difference()));
    cells.add(count(row.changed()));
    cells.add(count(row.unpricedWas()));
    cells.add(count(row.unpricedNow()));
    return cells;
  }

  private static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Prints CSV with a heading and no totals: exact amounts. */
  public static void csv(RepriceReport report, PrintWriter out) {
    CsvFormat.line(heading(report), out);
    for (Row row : report.rows()) {
      List<String> cells = new ArrayList<>(row.key);
      cells.addAll(exact(row));
      CsvFormat.line(cells, out);
    }
  }

  /** Prints one JSON object: exact amounts as decimal text. */
  public static void json(RepriceReport report, String catalogue, PrintWriter out)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeStringField("catalogue", catalogue);
      json.writeArrayFieldStart("rows");
      for (Row row : report.rows()) {
        json.writeStartObject();
        for (int i = 0; i < report.by().size(); i++) {
          json.writeStringField(report.by().get(i).label(), row.key.get(i));
        }
        sums(json, row);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeObjectFieldStart("total");
      sums(json, report.total());
      json.writeEndObject();
      json.writeEndObject();
    }
    out.println(text);
  }

  private static void sums(JsonGenerator json, Row row) throws IOException {
    json.writeNumberField("calls", row.calls());
    json.writeStringField("wasUsd", plain(row.was()));
    json.writeStringField("nowUsd", plain(row.now()));
    json.writeStringField("differenceUsd", plain(row.difference()));
    json.writeNumberField("changedCalls", row.changed());
    json.writeNumberField("unpricedCallsWas", row.unpricedWas());
    json.writeNumberField("unpricedCallsNow", row.unpricedNow());
  }

  private static List<String> heading(RepriceReport report) {
    List<String> heading = new ArrayList<>();
    report.by().forEach(dimension -> heading.add(dimension.label()));
    heading.addAll(COLUMNS);
    return heading;
  }

  private static List<String> exact(Row row) {
    return List.of(
        Long.toString(row.calls()),
        plain(row.was()),
        plain(row.now()),
        plain(row.difference()),
        Long.toString(row.changed()),
        Long.toString(row.unpricedWas()),
        Long.toString(row.unpricedNow()));
  }

  private static String plain(BigDecimal usd) {
    return usd.signum() == 0 ? "0" : usd.stripTrailingZeros().toPlainString();
  }
}
