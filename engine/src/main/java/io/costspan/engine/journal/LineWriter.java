// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.costspan.engine.passage.ControlOrder;
import io.costspan.engine.price.Cost;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.ResponseFacts.ModelUsage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a line as JSON, ending in a line feed. What is not known is left out; money is decimal
 * text, because a JSON number is a {@code double} to most who read it. Thread-safe.
 */
final class LineWriter {

  /** Bounds what others chose the length of: model names, hosts, error types. */
  private static final int LONGEST_TEXT = 512;

  private static final JsonFactory JSON = new JsonFactory();

  /** The line's bytes. */
  byte[] write(JournalLine line) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("v", JournalLine.VERSION);
      if (line instanceof JournalLine.Settled settled) {
        json.writeStringField("type", "call");
        entry(json, settled.entry());
      } else if (line instanceof JournalLine.Opened opened) {
        json.writeStringField("type", "file");
        text(json, "service", opened.service());
        json.writeNumberField("pid", opened.pid());
        text(json, "opened", opened.opened().toString());
      } else if (line instanceof JournalLine.Lost lost) {
        json.writeStringField("type", "lost");
        json.writeNumberField("calls", lost.calls());
        text(json, "since", lost.since().toString());
        text(json, "until", lost.until().toString());
        text(json, "cause", lost.cause());
      } else if (line instanceof JournalLine.Ordered ordered) {
        json.writeStringField("type", "control");
        order(json, ordered.order());
      }
      json.writeEndObject();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static void entry(JsonGenerator json, JournalEntry entry) throws IOException {
    text(json, "at", entry.at().toString());
    text(json, "service", entry.service());
    JournalEntry.Identity identity = entry.identity();
    text(json, "id", identity.id());
    text(json, "group", identity.group());
    json.writeNumberField("attempt", identity.attempt());
    text(json, "traceId", identity.traceId());
    text(json, "spanId", identity.spanId());
    text(json, "parentSpanId", identity.parentSpanId());
    JournalEntry.Target target = entry.target();
    text(json, "provider", target.provider());
    text(json, "dialect", target.dialect());
    text(json, "operation", target.operation());
    text(json, "host", target.host());
    json.writeNumberField("port", target.port());
    text(json, "requestModel", entry.requestModel());
    text(json, "responseModel", entry.responseModel());
    json.writeBooleanField("stream", entry.stream());
    ending(json, entry.ending());
    used(json, entry.used());
    cost(json, entry.cost());
    text(json, "credential", entry.credential());
    HandledLine.write(json, entry.handled());
  }

  private static void order(JsonGenerator json, ControlOrder order) throws IOException {
    text(json, "at", order.at().toString());
    text(json, "who", order.who());
    text(json, "what", name(order.what()));
    text(json, "budget", order.budget());
    text(json, "scope", order.scope());
    text(json, "each", order.each());
    money(json, "amount", order.amount());
    text(json, "unit", order.unit());
    Instant until = order.until();
    text(json, "until", until == null ? null : until.toString());
  }

  private static void ending(JsonGenerator json, JournalEntry.Ending ending) throws IOException {
    json.writeNumberField("status", ending.status());
    text(json, "outcome", name(ending.outcome()));
    text(json, "errorType", ending.errorType());
    json.writeNumberField("durationNanos", ending.durationNanos());
    if (ending.firstChunkNanos() >= 0) {
      json.writeNumberField("firstChunkNanos", ending.firstChunkNanos());
    }
  }

  private static void used(JsonGenerator json, JournalEntry.Used used) throws IOException {
    json.writeFieldName("usage");
    usage(json, used.usage());
    texts(json, "estimated", used.estimated().stream().map(LineWriter::name).toList());
    if (!used.extraUsage().isEmpty()) {
      json.writeArrayFieldStart("extraUsage");
      for (ModelUsage extra : used.extraUsage()) {
        json.writeStartObject();
        text(json, "model", extra.model());
        json.writeFieldName("usage");
        usage(json, extra.usage());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    text(json, "serviceTier", used.serviceTier());
    text(json, "region", used.region());
    money(json, "providerUsd", used.providerUsd());
    if (!used.billed().isEmpty()) {
      BilledLine.write(json, used.billed());
    }
    texts(json, "anomalies", used.anomalies());
  }

  static void usage(JsonGenerator json, Usage usage) throws IOException {
    json.writeStartObject();
    for (Map.Entry<Unit, Long> count : usage.counts().entrySet()) {
      json.writeNumberField(name(count.getKey()), count.getValue());
    }
    json.writeEndObject();
  }

  private static void cost(JsonGenerator json, Cost cost) throws IOException {
    text(json, "cost", name(cost.state()));
    money(json, "usd", cost.usd());
    money(json, "listUsd", cost.listUsd());
    if (!cost.breakdown().isEmpty()) {
      json.writeObjectFieldStart("breakdown");
      for (Map.Entry<Unit, BigDecimal> part : cost.breakdown().entrySet()) {
        money(json, name(part.getKey()), part.getValue());
      }
      json.writeEndObject();
    }
    text(json, "pricedAs", cost.pricedAs());
    text(json, "match", cost.match());
    text(json, "catalogue", cost.catalogue());
    text(json, "reason", cost.reason());
  }

  static void money(JsonGenerator json, String field, @Nullable BigDecimal usd) throws IOException {
    if (usd != null) {
      json.writeStringField(field, usd.toPlainString());
    }
  }

  static void text(JsonGenerator json, String field, @Nullable String text) throws IOException {
    if (text != null) {
      json.writeStringField(field, shortened(text));
    }
  }

  /** Nothing where there are none. */
  static void texts(JsonGenerator json, String field, List<String> texts) throws IOException {
    if (!texts.isEmpty()) {
      json.writeArrayFieldStart(field);
      for (String text : texts) {
        json.writeString(shortened(text));
      }
      json.writeEndArray();
    }
  }

  /** Nothing where there are none. */
  static void texts(JsonGenerator json, String field, Map<String, String> texts)
      throws IOException {
    if (!texts.isEmpty()) {
      json.writeObjectFieldStart(field);
      for (Map.Entry<String, String> text : texts.entrySet()) {
        text(json, shortened(text.getKey()), text.getValue());
      }
      json.writeEndObject();
    }
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }

  /** A constant as the ledger writes it, for instance {@code cache_read}. */
  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
