// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.costspan.console.report.SavingsReport.Row;
import io.costspan.console.report.SavingsReport.Shadow;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes down what rules saved. */
public final class SavingsFormat {
  private SavingsFormat() {}

  /** Prints tables for people. */
  public static void table(SavingsReport report, Path ledger, PrintWriter out) {
    if (report.empty()) {
      out.println("No rule has answered or refused a call in " + ledger + " in this period.");
      return;
    }
    Money money = Money.upTo(report.total().gross.max(report.total().warming));
    if (!report.rows().isEmpty()) {
      rules(report, money, out);
    }
    if (!report.shadows().isEmpty()) {
      shadows(report, out);
    }
  }

  private static void rules(SavingsReport report, Money money, PrintWriter out) {
    TextTable table =
        new TextTable(
            List.of(
                "RULE",
                "HITS",
                "JOINED",
                "STALE",
                "REFUSED",
                "SAVED",
                "WARMING",
                "NET",
                "UNPRICED",
                "STOPPED"),
            1);
    report.rows().forEach(row -> table.row(cells(row, money)));
    table.rule();
    table.row(cells(report.total(), money));
    table.print(out);
    out.println();
    out.println(
        "SAVED is what hits and joined calls would have cost at the price of their time; NET is"
            + " that less what was spent to fill the cache. STOPPED is what refused calls might"
            + " have cost: no saving.");
    if (report.total().unpriced > 0) {
      out.println("+: what " + report.total().unpriced + " of them would have cost is not known.");
    }
  }

  private static List<String> cells(Row row, Money money) {
    return List.of(
        row.rule,
        count(row.hits),
        count(row.joined),
        count(row.stale),
        count(row.refused),
        money.text(row.gross) + (row.unpriced > 0 ? "+" : " "),
        money.text(row.warming),
        money.difference(row.net()),
        count(row.unpriced),
        money.text(row.stopped));
  }

  private static void shadows(SavingsReport report, PrintWriter out) {
    TextTable table =
        new TextTable(
            List.of(
                "SHADOW RULE",
                "LOOKUPS",
                "FOUND",
                "RATE",
                "WOULD HAVE SAVED",
                "EQUAL BYTES",
                "EQUAL TEXT",
                "DIFFERENT"),
            1);
    for (Shadow shadow : report.shadows()) {
      table.row(
          List.of(
              shadow.rule,
              count(shadow.lookups),
              count(shadow.found()),
              rate(shadow) + " %",
              Money.upTo(shadow.wouldHaveSaved).text(shadow.wouldHaveSaved),
              count(shadow.equalBytes),
              count(shadow.equalText),
              count(shadow.different)));
    }
    if (!report.rows().isEmpty()) {
      out.println();
    }
    table.print(out);
  }

  private static String rate(Shadow shadow) {
    return BigDecimal.valueOf(shadow.rate(), 1).toPlainString();
  }

  /** Prints CSV with a heading and no totals: exact amounts; the shadows after the rules. */
  public static void csv(SavingsReport report, PrintWriter out) {
    CsvFormat.line(
        List.of(
            "rule",
            "mode",
            "hits",
            "joined",
            "stale",
            "refused",
            "saved_usd",
            "warming_usd",
            "net_usd",
            "unpriced",
            "stopped_usd",
            "lookups",
            "equal_bytes",
            "equal_text",
            "different"),
        out);
    for (Row row : report.rows()) {
      CsvFormat.line(
          List.of(
              row.rule,
              "on",
              Long.toString(row.hits),
              Long.toString(row.joined),
              Long.toString(row.stale),
              Long.toString(row.refused),
              plain(row.gross),
              plain(row.warming),
              plain(row.net()),
              Long.toString(row.unpriced),
              plain(row.stopped),
              "",
              "",
              "",
              ""),
          out);
    }
    for (Shadow shadow : report.shadows()) {
      CsvFormat.line(
          List.of(
              shadow.rule,
              "shadow",
              "",
              "",
              "",
              "",
              plain(shadow.wouldHaveSaved),
              "",
              "",
              "",
              "",
              Long.toString(shadow.lookups),
              Long.toString(shadow.equalBytes),
              Long.toString(shadow.equalText),
              Long.toString(shadow.different)),
          out);
    }
  }

  /** Prints one JSON object: exact amounts as decimal text. */
  public static void json(SavingsReport report, Path ledger, PrintWriter out) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeStringField("ledger", ledger.toString());
      json.writeArrayFieldStart("rules");
      for (Row row : report.rows()) {
        json.writeStartObject();
        json.writeStringField("rule", row.rule);
        row(json, row);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeObjectFieldStart("total");
      row(json, report.total());
      json.writeEndObject();
      json.writeArrayFieldStart("shadows");
      for (Shadow shadow : report.shadows()) {
        json.writeStartObject();
        json.writeStringField("rule", shadow.rule);
        json.writeNumberField("lookups", shadow.lookups);
        json.writeNumberField("found", shadow.found());
        json.writeStringField("wouldHaveSavedUsd", plain(shadow.wouldHaveSaved));
        json.writeNumberField("equalBytes", shadow.equalBytes);
        json.writeNumberField("equalText", shadow.equalText);
        json.writeNumberField("different", shadow.different);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.println(text);
  }

  private static void row(JsonGenerator json, Row row) throws IOException {
    json.writeNumberField("hits", row.hits);
    json.writeNumberField("joined", row.joined);
    json.writeNumberField("stale", row.stale);
    json.writeNumberField("refused", row.refused);
    json.writeStringField("savedUsd", plain(row.gross));
    json.writeStringField("warmingUsd", plain(row.warming));
    json.writeStringField("netUsd", plain(row.net()));
    json.writeNumberField("unpriced", row.unpriced);
    json.writeStringField("stoppedUsd", plain(row.stopped));
  }

  private static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String plain(BigDecimal usd) {
    return usd.signum() == 0 ? "0" : usd.stripTrailingZeros().toPlainString();
  }
}
