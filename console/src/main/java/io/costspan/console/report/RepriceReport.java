// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.report;

import io.costspan.engine.journal.JournalEntry;
import io.costspan.engine.price.Cost;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What calls cost when they were made, and what they cost by other prices. Not thread-safe. */
public final class RepriceReport {
  private final List<Dimension> by;
  private final Period period;
  private final ZoneId zone;
  private final Function<JournalEntry, Cost> prices;
  private final Map<List<String>, Row> rows = new HashMap<>();
  private final Row total = new Row(List.of("total"));

  /**
   * @param prices what a call costs now
   */
  public RepriceReport(
      List<Dimension> by, Period period, ZoneId zone, Function<JournalEntry, Cost> prices) {
    this.by = by;
    this.period = period;
    this.zone = zone;
    this.prices = prices;
  }

  /** Prices a call again, when the period contains it. */
  public void add(JournalEntry entry) {
    if (!period.contains(entry.at())) {
      return;
    }
    List<String> key = by.stream().map(dimension -> dimension.of(entry, zone)).toList();
    Cost now = prices.apply(entry);
    rows.computeIfAbsent(key, Row::new).add(entry.cost(), now);
    total.add(entry.cost(), now);
  }

  List<Dimension> by() {
    return by;
  }

  Row total() {
    return total;
  }

  /** The rows, the largest difference first. */
  List<Row> rows() {
    List<Row> sorted = new ArrayList<>(rows.values());
    sorted.sort(
        Comparator.comparing((Row row) -> row.difference().abs(), Comparator.reverseOrder())
            .thenComparing(row -> String.join("\0", row.key)));
    return sorted;
  }

  /** A group's sums in USD. */
  static final class Row {
    final List<String> key;
    private long calls;
    private long changed;
    private long unpricedWas;
    private long unpricedNow;
    private BigDecimal was = BigDecimal.ZERO;
    private BigDecimal now = BigDecimal.ZERO;

    Row(List<String> key) {
      this.key = key;
    }

    void add(Cost before, Cost after) {
      BigDecimal old = before.usd();
      BigDecimal usd = after.usd();
      calls++;
      unpricedWas += old == null ? 1 : 0;
      unpricedNow += usd == null ? 1 : 0;
      was = old == null ? was : was.add(old);
      now = usd == null ? now : now.add(usd);
      changed += same(old, usd) ? 0 : 1;
    }

    private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
      if (one == null || other == null) {
        return one == null && other == null;
      }
      return one.compareTo(other) == 0;
    }

    long calls() {
      return calls;
    }

    /** Calls that cost something else now. */
    long changed() {
      return changed;
    }

    long unpricedWas() {
      return unpricedWas;
    }

    long unpricedNow() {
      return unpricedNow;
    }

    /** What the calls that had a cost cost then. */
    BigDecimal was() {
      return was;
    }

    /** What the calls that have a cost now cost. */
    BigDecimal now() {
      return now;
    }

    BigDecimal difference() {
      return now.subtract(was);
    }
  }
}
