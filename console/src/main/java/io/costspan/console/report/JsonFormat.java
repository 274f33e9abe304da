// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.costspan.engine.journal.ReadCounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A report as one JSON object: exact amounts in USD as decimal text, and {@code null} for what is
 * not known.
 */
public final class JsonFormat {
  private JsonFormat() {}

  /** Prints it. */
  public static void print(SpendReport report, Path ledger, ReadCounts counts, PrintWriter out)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeStringField("ledger", ledger.toString());
      instant(json, "since", report.period().since());
      instant(json, "until", report.period().until());
      json.writeStringField("zone", report.zone().getId());
      json.writeArrayFieldStart("rows");
      for (SpendReport.Row row : report.rows()) {
        json.writeStartObject();
        for (int i = 0; i < report.by().size(); i++) {
          json.writeStringField(report.by().get(i).label(), row.key().get(i));
        }
        sums(json, row.sums());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeObjectFieldStart("total");
      sums(json, report.total());
      json.writeEndObject();
      unpriced(json, report.unpriced());
      reading(json, counts);
      json.writeEndObject();
    }
    out.println(text);
  }

  private static void sums(JsonGenerator json, Sums sums) throws IOException {
    json.writeNumberField("calls", sums.calls());
    json.writeNumberField("errors", sums.errors());
    known(json, "inputTokens", sums.input());
    known(json, "cachedTokens", sums.cached());
    known(json, "outputTokens", sums.output());
    money(json, "usd", sums.usd());
    json.writeNumberField("unpricedCalls", sums.unpriced());
    json.writeNumberField("estimatedCalls", sums.estimated());
    money(json, "estimatedUsd", sums.estimatedUsd());
    json.writeNumberField("localCalls", sums.local());
    json.writeNumberField("refusedCalls", sums.refused());
  }

  private static void unpriced(JsonGenerator json, UnpricedModels unpriced) throws IOException {
    json.writeArrayFieldStart("unpriced");
    for (UnpricedModels.Row row : unpriced.rows()) {
      json.writeStartObject();
      json.writeStringField("provider", row.provider());
      json.writeStringField("model", row.model());
      json.writeStringField("reason", row.reason());
      json.writeNumberField("calls", row.sums().calls());
      known(json, "inputTokens", row.sums().input());
      known(json, "outputTokens", row.sums().output());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void reading(JsonGenerator json, ReadCounts counts) throws IOException {
    json.writeObjectFieldStart("reading");
    json.writeNumberField("files", counts.files());
    json.writeNumberField("unreadableFiles", counts.unreadableFiles());
    json.writeNumberField("tornLines", counts.torn());
    json.writeNumberField("damagedLines", counts.damaged());
    json.writeNumberField("unknownLines", counts.unknown());
    json.writeNumberField("lostCalls", counts.lostCalls());
    json.writeEndObject();
  }

  private static void money(JsonGenerator json, String field, @Nullable BigDecimal usd)
      throws IOException {
    json.writeStringField(field, usd == null ? null : usd.toPlainString());
  }

  private static void known(JsonGenerator json, String field, @Nullable Long count)
      throws IOException {
    if (count == null) {
      json.writeNullField(field);
    } else {
      json.writeNumberField(field, count);
    }
  }

  private static void instant(JsonGenerator json, String field, @Nullable Instant instant)
      throws IOException {
    json.writeStringField(field, instant == null ? null : instant.toString());
  }
}
