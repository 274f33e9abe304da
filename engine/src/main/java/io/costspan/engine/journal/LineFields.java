// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import io.costspan.engine.meter.Outcome;
import io.costspan.engine.passage.ControlOrder;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.CostState;
import io.costspan.engine.price.PriceQuery;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.ResponseFacts.ModelUsage;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of one line as they were read, before they are known to make sense together. */
final class LineFields {
  private static final Map<String, ControlOrder.What> ORDERS =
      Arrays.stream(ControlOrder.What.values())
          .collect(Collectors.toUnmodifiableMap(LineWriter::name, what -> what));

  final Map<String, String> texts = new HashMap<>();
  final Map<String, Long> numbers = new HashMap<>();
  final Map<String, Map<String, String>> maps = new HashMap<>();
  Usage usage = Usage.NONE;
  Map<Unit, BigDecimal> breakdown = Map.of();
  List<String> anomalies = List.of();
  List<String> events = List.of();
  List<Unit> estimated = List.of();
  List<ModelUsage> extraUsage = List.of();
  List<BilledLine.Part> billed = List.of();

  /** What they say. Runtime exceptions are the caller's to catch. */
  JournalLine line() throws IOException {
    if (number("v", 0) != JournalLine.VERSION) {
      if (!numbers.containsKey("v")) {
        throw new IOException("no version");
      }
      return new JournalLine.Unknown();
    }
    return switch (text("type")) {
      case "call" -> new JournalLine.Settled(entry());
      case "file" ->
          new JournalLine.Opened(text("service"), number("pid", 0), Instant.parse(text("opened")));
      case "lost" ->
          new JournalLine.Lost(
              number("calls", 0),
              Instant.parse(text("since")),
              Instant.parse(text("until")),
              text("cause"));
      case "control" -> control();
      default -> new JournalLine.Unknown();
    };
  }

  /** An order unknown here is one of a later version. */
  private JournalLine control() throws IOException {
    ControlOrder.What what = ORDERS.get(text("what"));
    if (what == null) {
      return new JournalLine.Unknown();
    }
    String until = texts.get("until");
    return new JournalLine.Ordered(
        new ControlOrder(
            Instant.parse(text("at")),
            text("who"),
            what,
            texts.get("budget"),
            texts.get("scope"),
            texts.get("each"),
            money("amount"),
            texts.get("unit"),
            until == null ? null : Instant.parse(until)));
  }

  private JournalEntry entry() throws IOException {
    return new JournalEntry(
        Instant.parse(text("at")),
        text("service"),
        new JournalEntry.Identity(
            text("id"),
            text("group"),
            Math.toIntExact(number("attempt", 1)),
            text("traceId"),
            text("spanId"),
            texts.get("parentSpanId")),
        new JournalEntry.Target(
            text("provider"),
            text("dialect"),
            text("operation"),
            text("host"),
            Math.toIntExact(number("port", 0))),
        texts.get("requestModel"),
        texts.get("responseModel"),
        number("stream", 0) != 0,
        new JournalEntry.Ending(
            Math.toIntExact(number("status", 0)),
            LineReader.constant(Outcome.class, text("outcome")),
            texts.get("errorType"),
            number("durationNanos", 0),
            number("firstChunkNanos", -1)),
        new JournalEntry.Used(
            usage,
            extraUsage,
            texts.get("serviceTier"),
            texts.get("region"),
            money("providerUsd"),
            anomalies,
            estimated,
            billed()),
        new Cost(
            LineReader.constant(CostState.class, text("cost")),
            money("usd"),
            money("listUsd"),
            breakdown,
            texts.get("pricedAs"),
            texts.get("match"),
            texts.get("catalogue"),
            texts.get("reason")),
        texts.get("credential"),
        HandledLine.read(this));
  }

  private List<PriceQuery> billed() throws IOException {
    Instant at = Instant.parse(text("at"));
    String provider = text("provider");
    return billed.stream().map(part -> part.query(at, provider)).toList();
  }

  private String text(String name) throws IOException {
    String text = texts.get(name);
    if (text == null) {
      throw new IOException("no " + name);
    }
    return text;
  }

  private long number(String name, long otherwise) {
    return numbers.getOrDefault(name, otherwise);
  }

  @Nullable BigDecimal money(String name) {
    String text = texts.get(name);
    return text == null ? null : LineReader.money(text);
  }
}
