// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.report;

import io.costspan.engine.journal.Handled;
import io.costspan.engine.journal.JournalEntry;
import io.costspan.engine.passage.Handling;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rules saved and stopped. A saving is what an answer given here would have cost, had it been
 * sent; a stale answer saves nothing, because its call was made and failed, and a refused one
 * nothing, because it might not have been made. Not thread-safe.
 */
public final class SavingsReport {

  /** The tag of calls that were made to fill a cache. */
  private static final String WARM = "costspan.warm";

  /** The tag of a call that fills the cache of no rule in particular. */
  private static final String NO_WORD = "1";

  private static final String NO_RULE = "(none)";

  private final Period period;
  private final Map<String, Row> rows = new HashMap<>();
  private final Map<String, Shadow> shadows = new HashMap<>();
  private final Row total = new Row("total");

  public SavingsReport(Period period) {
    this.period = period;
  }

  /** Adds a call, when the period contains it. */
  public void add(JournalEntry entry) {
    if (!period.contains(entry.at())) {
      return;
    }
    Handling handling = entry.handled().handling();
    boolean warming = handling.tags().containsKey(WARM);
    boolean counts =
        switch (handling.action()) {
          case SENT -> warming;
          case REFUSED -> true;
          // nobody needed an answer that was given to what fills the cache
          case HIT, JOINED, STALE -> !warming;
        };
    if (counts) {
      String rule = handling.rule() == null ? warmed(handling) : handling.rule();
      rows.computeIfAbsent(rule, Row::new).add(entry);
      total.add(entry);
    }
    Handling.Shadow shadow = handling.shadow();
    if (shadow != null) {
      shadows.computeIfAbsent(shadow.rule(), Shadow::new).add(entry, shadow.finding());
    }
  }

  /** What a call fills a rule's cache for is that rule's. */
  private static String warmed(Handling handling) {
    String rule = handling.tags().getOrDefault(WARM, NO_WORD);
    return rule.equals(NO_WORD) ? NO_RULE : rule;
  }

  Period period() {
    return period;
  }

  boolean empty() {
    return rows.isEmpty() && shadows.isEmpty();
  }

  Row total() {
    return total;
  }

  /** What saved most comes first. */
  List<Row> rows() {
    List<Row> sorted = new ArrayList<>(rows.values());
    sorted.sort(
        Comparator.comparing(Row::net, Comparator.reverseOrder()).thenComparing(row -> row.rule));
    return sorted;
  }

  /** Those that would have saved most come first. */
  List<Shadow> shadows() {
    List<Shadow> sorted = new ArrayList<>(shadows.values());
    sorted.sort(
        Comparator.comparing((Shadow shadow) -> shadow.wouldHaveSaved, Comparator.reverseOrder())
            .thenComparing(shadow -> shadow.rule));
    return sorted;
  }

  /** What one rule did; money in USD. */
  static final class Row {
    final String rule;
    long hits;
    long joined;
    long stale;
    long refused;

    /** Answers given here of which nobody knows what they would have cost. */
    long unpriced;

    BigDecimal gross = BigDecimal.ZERO;
    BigDecimal warming = BigDecimal.ZERO;

    /** What refused calls might have cost, as far as that was known; no saving. */
    BigDecimal stopped = BigDecimal.ZERO;

    Row(String rule) {
      this.rule = rule;
    }

    void add(JournalEntry entry) {
      Handled handled = entry.handled();
      switch (handled.handling().action()) {
        case HIT -> hits++;
        case JOINED -> joined++;
        case STALE -> stale++;
        case REFUSED -> {
          refused++;
          stopped = sum(stopped, handled.handling().forecastUsd());
        }
        case SENT -> warming = sum(warming, entry.cost().usd());
      }
      saved(handled.handling().action(), handled.avoided());
    }

    private void saved(Handling.Action action, Handled.@Nullable Avoided avoided) {
      if (action == Handling.Action.HIT || action == Handling.Action.JOINED) {
        BigDecimal usd = avoided == null ? null : avoided.usd();
        unpriced += usd == null ? 1 : 0;
        gross = sum(gross, usd);
      }
    }

    /** What is left of the saving once filling the cache is paid for; may be less than nothing. */
    BigDecimal net() {
      return gross.subtract(warming);
    }
  }

  /** What a cache would have done that only looked on. */
  static final class Shadow {
    final String rule;
    long lookups;
    long equalBytes;
    long equalText;
    long different;
    BigDecimal wouldHaveSaved = BigDecimal.ZERO;

    Shadow(String rule) {
      this.rule = rule;
    }

    void add(JournalEntry entry, Handling.Finding finding) {
      lookups++;
      switch (finding) {
        case MISS -> {
          return;
        }
        case EQUAL_BYTES -> equalBytes++;
        case EQUAL_TEXT -> equalText++;
        case DIFFERENT -> different++;
      }
      wouldHaveSaved = sum(wouldHaveSaved, entry.cost().usd());
    }

    long found() {
      return equalBytes + equalText + different;
    }

    /** In tenths of a percent. */
    long rate() {
      return lookups == 0 ? 0 : found() * 1000 / lookups;
    }
  }

  private static BigDecimal sum(BigDecimal sum, @Nullable BigDecimal more) {
    return more == null ? sum : sum.add(more);
  }
}
