// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.sdk;

import io.costspan.engine.journal.JournalEntry;
import io.costspan.engine.journal.JournalReader;
import io.costspan.engine.journal.ReadCounts;
import io.costspan.engine.meter.Outcome;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.CostState;
import io.costspan.engine.usage.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** The calls an agent wrote down, as short lines a test can state. */
public final class Ledger {

  private Ledger() {}

  /** Every call in the order of its end; fails when a line cannot be read. */
  public static List<JournalEntry> read(Path home) throws IOException {
    List<JournalEntry> entries = new ArrayList<>();
    ReadCounts counts = new JournalReader(home.resolve("ledger")).read(entries::add);
    if (counts.torn() + counts.damaged() + counts.unknown() + counts.lostCalls() != 0) {
      throw new AssertionError(
          "the ledger is damaged: %d torn, %d damaged, %d unknown, %d lost"
              .formatted(counts.torn(), counts.damaged(), counts.unknown(), counts.lostCalls()));
    }
    return entries;
  }

  /**
   * {@code openai chat gpt-4o-mini #1 200: 1200 > 340 = 0.000384}; a dash for what is not known;
   * what is odd about an answer comes last.
   */
  static String line(JournalEntry entry) {
    String ended =
        entry.ending().outcome() == Outcome.COMPLETE ? "" : " " + entry.ending().outcome();
    String odd =
        entry.ending().status() >= 400 || entry.used().anomalies().isEmpty()
            ? ""
            : " " + entry.used().anomalies();
    return "%s %s %s #%d %d: %s > %s = %s%s%s"
        .formatted(
            entry.target().provider(),
            entry.target().operation(),
            entry.requestModel(),
            entry.identity().attempt(),
            entry.ending().status(),
            count(entry, Unit.INPUT),
            count(entry, Unit.OUTPUT),
            cost(entry.cost()),
            ended,
            odd);
  }

  /** All lines. */
  static List<String> lines(List<JournalEntry> entries) {
    return entries.stream().map(Ledger::line).toList();
  }

  /** Of an estimate the approximate sign is part. */
  private static String cost(Cost cost) {
    return cost.usd() == null
        ? "unpriced"
        : (cost.state() == CostState.ESTIMATED ? "~" : "")
            + cost.usd().stripTrailingZeros().toPlainString();
  }

  private static String count(JournalEntry entry, Unit unit) {
    Function<OptionalLong, String> text =
        count -> count.isPresent() ? String.valueOf(count.getAsLong()) : "-";
    return text.apply(entry.used().usage().get(unit));
  }
}
