// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.report;

import io.costspan.engine.journal.JournalEntry;
import io.costspan.engine.price.CostState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up the calls without a cost, by provider, model and reason. Not thread-safe. */
final class UnpricedModels {
  private static final List<String> REASONS_OF_USAGE =
      List.of("no-answer", "no-usage", "unread", "incomplete");

  /** Calls that lack a cost for the same reason. */
  record Row(String provider, String model, String reason, Sums sums) {

    /** Whether a price would give them one; where the usage is not known, none does. */
    boolean wantsPrice() {
      return !REASONS_OF_USAGE.contains(reason);
    }
  }

  private final Map<List<String>, Row> rows = new HashMap<>();

  void add(JournalEntry entry) {
    if (entry.cost().state() != CostState.UNPRICED) {
      return;
    }
    String reason = entry.cost().reason();
    String provider = entry.target().provider();
    String model = Dimension.model(entry);
    String why = reason == null ? "(unknown)" : reason;
    rows.computeIfAbsent(
            List.of(provider, model, why), key -> new Row(provider, model, why, new Sums()))
        .sums()
        .add(entry);
  }

  /** The rows, what happened most first. */
  List<Row> rows() {
    List<Row> sorted = new ArrayList<>(rows.values());
    sorted.sort(
        Comparator.comparing((Row row) -> row.sums().calls(), Comparator.reverseOrder())
            .thenComparing(Row::provider)
            .thenComparing(Row::model)
            .thenComparing(Row::reason));
    return sorted;
  }
}
