// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.host;

import io.costspan.engine.control.budget.HostReport;
import io.costspan.engine.control.budget.PastAnswers;
import io.costspan.engine.journal.JournalEntry;
import io.costspan.engine.meter.Outcome;
import io.costspan.engine.passage.Subject;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.ResponseFacts.ModelUsage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A call of the ledger, as budgets count it. */
final class SpentLine {

  private SpentLine() {}

  /**
   * Whether a call was sent. One whose answer comes later is told by that answer's line, which has
   * its cost.
   */
  static boolean counts(JournalEntry entry) {
    Outcome outcome = entry.ending().outcome();
    return outcome.sent()
        && outcome != Outcome.PENDING
        && !"not-sent".equals(entry.cost().reason());
  }

  /** When it was settled, which is when a process counts a call of its own. */
  static Instant at(JournalEntry entry) {
    return entry.at().plusNanos(Math.max(0, entry.ending().durationNanos()));
  }

  static void tell(JournalEntry entry, HostReport report) {
    report.spentElsewhere(at(entry), subject(entry), entry.cost().usd(), tokens(entry));
  }

  /** Tells of one that was sent and answered wholly. */
  static void teach(JournalEntry entry, PastAnswers learner) {
    OptionalLong output = entry.used().usage().get(Unit.OUTPUT);
    boolean whole =
        entry.ending().outcome() == Outcome.COMPLETE && entry.ending().errorType() == null;
    if (whole && output.isPresent()) {
      learner.answered(subject(entry), output.getAsLong(), entry.cost().usd());
    }
  }

  private static Subject subject(JournalEntry entry) {
    return new Subject(
        entry.target().provider(),
        entry.requestModel(),
        entry.target().operation(),
        entry.target().host(),
        entry.service(),
        entry.credential(),
        entry.handled().handling().tags());
  }

  /** Of a call that says no usage they are known where nothing was served. */
  private static @Nullable Long tokens(JournalEntry entry) {
    if (entry.used().usage().isEmpty() && entry.used().extraUsage().isEmpty()) {
      BigDecimal usd = entry.cost().usd();
      return usd != null && usd.signum() == 0 ? 0L : null;
    }
    long tokens = tokens(entry.used().usage());
    for (ModelUsage extra : entry.used().extraUsage()) {
      tokens += tokens(extra.usage());
    }
    return tokens;
  }

  private static long tokens(Usage usage) {
    return usage.orZero(Unit.INPUT) + usage.orZero(Unit.OUTPUT);
  }
}
