// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.report;

import io.costspan.engine.journal.JournalEntry;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds calls up, by the dimensions asked for. Not thread-safe. */
public final class SpendReport {
  private final List<Dimension> by;
  private final Period period;
  private final ZoneId zone;
  private final Map<List<String>, Sums> groups = new HashMap<>();
  private final Sums total = new Sums();
  private final UnpricedModels unpriced = new UnpricedModels();

  public SpendReport(List<Dimension> by, Period period, ZoneId zone) {
    this.by = by;
    this.period = period;
    this.zone = zone;
  }

  /** Adds a call, when the period contains it. */
  public void add(JournalEntry entry) {
    if (!period.contains(entry.at())) {
      return;
    }
    List<String> key = new ArrayList<>(by.size());
    for (Dimension dimension : by) {
      key.add(dimension.of(entry, zone));
    }
    groups.computeIfAbsent(key, k -> new Sums()).add(entry);
    total.add(entry);
    unpriced.add(entry);
  }

  List<Dimension> by() {
    return by;
  }

  Period period() {
    return period;
  }

  ZoneId zone() {
    return zone;
  }

  Sums total() {
    return total;
  }

  /** Whose price is not known. */
  UnpricedModels unpriced() {
    return unpriced;
  }

  /** The rows: days in their order, and what cost most first within each. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    groups.forEach((key, sums) -> rows.add(new Row(key, sums)));
    Comparator<Row> order = Comparator.comparing(this::day);
    rows.sort(
        order
            .thenComparing(Row::spent, Comparator.reverseOrder())
            .thenComparing(row -> String.join("\0", row.key)));
    return rows;
  }

  private String day(Row row) {
    int day = by.indexOf(Dimension.DAY);
    return day < 0 ? "" : row.key.get(day);
  }

  /** A group and its sums; {@code key} has a text for each dimension, in their order. */
  record Row(List<String> key, Sums sums) {

    /** For the order only: what is not known comes last. */
    BigDecimal spent() {
      BigDecimal usd = sums.usd();
      return usd == null ? BigDecimal.ONE.negate() : usd;
    }
  }
}
