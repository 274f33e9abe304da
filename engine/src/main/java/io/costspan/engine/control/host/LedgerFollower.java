// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.host;

import io.costspan.engine.control.budget.HostReport;
import io.costspan.engine.control.budget.PastAnswers;
import io.costspan.engine.journal.JournalEntry;
import io.costspan.engine.journal.JournalReader;
import io.costspan.engine.journal.LedgerLines;
import io.costspan.log.AgentLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a ledger's lines say was spent and ordered: what is there when it begins, and what
 * comes. A process counts its own calls itself, from the moment its budgets are there; of its own
 * files only what it has not counted is told. Not thread-safe.
 */
final class LedgerFollower {
  /** How long reading back may take before budgets say that it is not done. */
  static final Duration READ_BACK = Duration.ofSeconds(10);

  static final String NOT_WHOLE = "the ledger is not wholly read yet";
  static final String UNWRITABLE =
      "the ledger cannot be written: what is spent is neither kept nor shared";
  static final String GONE = "the ledger's directory is gone";

  /** A call that the budgets have not seen ending is written to the ledger within that time. */
  static final Duration SETTLING = Duration.ofMinutes(1);

  private final OwnLedger own;
  private final Instant since;
  private final HostReport report;
  private final PastAnswers learner;
  private final LongSupplier nanos;
  private final long beganNanos;
  private final JournalReader others;
  private final JournalReader mine;
  private final LedgerOrders orders;
  private boolean mineMatters = true;
  private boolean whole;
  private long wholeNanos;
  private boolean seen;
  private boolean untold = true;
  private @Nullable String told;

  /**
   * @param since the end of the first call that counts
   * @param learner told of answers that this process has not seen
   */
  LedgerFollower(
      Path directory,
      OwnLedger own,
      Instant since,
      HostReport report,
      PastAnswers learner,
      LongSupplier nanos) {
    this.own = own;
    this.since = since;
    this.report = report;
    this.learner = learner;
    this.nanos = nanos;
    this.beganNanos = nanos.getAsLong();
    this.others = new JournalReader(directory, file -> !own.owns(file) && recent(file));
    this.mine = new JournalReader(directory, file -> own.owns(file) && recent(file));
    this.orders = new LedgerOrders(directory, file -> !(whole && own.owns(file)), since);
  }

  /** Whether nobody wants to be told any longer. */
  boolean over() {
    return report.over();
  }

  /**
   * Reads on, and says how the ledger is where that has changed. Orders come first, so that a reset
   * makes nothing of what was spent after it.
   */
  void read() {
    try {
      orders.read(report);
      others.read(new Telling(this::countsAndTeaches));
      if (mineMatters) {
        mine.read(new Telling(entry -> counts(entry) && !report.counted(entry.identity().id())));
      }
      seen = true;
      whole();
      say(own.failing() ? UNWRITABLE : null);
    } catch (NoSuchFileException e) {
      // before the first call of all there is none
      if (seen || own.begun()) {
        say(GONE);
      } else {
        whole();
        say(null);
      }
    } catch (IOException e) {
      say("the ledger cannot be read: " + e.getMessage());
    } catch (Throwable e) {
      // also of the JVM: who reads goes on, and budgets do not take for known what is not
      say("the ledger cannot be read: " + e);
    }
    missing();
  }

  /**
   * All that was there is told. Calls that ended a moment before the budgets began may not be
   * written yet, so that this process's own files are read a while longer.
   */
  private void whole() {
    long now = nanos.getAsLong();
    wholeNanos = whole ? wholeNanos : now;
    whole = true;
    if (mineMatters && now - wholeNanos > SETTLING.toNanos()) {
      mineMatters = false;
      report.ownRead();
    }
  }

  private boolean countsAndTeaches(JournalEntry entry) {
    SpentLine.teach(entry, learner);
    return counts(entry);
  }

  private boolean counts(JournalEntry entry) {
    return !SpentLine.at(entry).isBefore(since);
  }

  /** A file's last line was settled when the file was last changed, or before. */
  private boolean recent(Path file) {
    try {
      return !Files.getLastModifiedTime(file).toInstant().isBefore(since);
    } catch (IOException e) {
      return false; // swept away since it was listed
    }
  }

  private void say(@Nullable String reason) {
    if (untold || !Objects.equals(reason, told)) {
      untold = false;
      if (reason == null) {
        report.known();
      } else {
        report.degraded(reason);
      }
      told = reason;
    }
  }

  private void late() {
    if (!whole && told == null && nanos.getAsLong() - beganNanos > READ_BACK.toNanos()) {
      AgentLog.warn("budgets: " + NOT_WHOLE + "; reading goes on");
      told = NOT_WHOLE;
      report.degraded(NOT_WHOLE);
    }
  }

  private final class Telling implements LedgerLines {
    private final Predicate<JournalEntry> calls;

    Telling(Predicate<JournalEntry> calls) {
      this.calls = calls;
    }

    @Override
    public void call(JournalEntry entry) {
      late();
      try {
        if (SpentLine.counts(entry) && calls.test(entry)) {
          SpentLine.tell(entry, report);
        }
      } catch (Throwable fault) {
        // it must not stop the reading where it is, and have other lines told again
        AgentLog.warnOnce("ledger-telling", "budgets: a line could not be counted: " + fault);
      }
    }
  }

  private void missing() {
    if (others.counts().lostCalls() > 0) {
      AgentLog.warnOnce(
          "ledger-missing-calls",
          "budgets: some calls of this host are missing from the ledger and count for nothing");
    }
  }
}
