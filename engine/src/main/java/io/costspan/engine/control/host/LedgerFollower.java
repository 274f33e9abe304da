// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.host;

import io.costspan.engine.control.budget.HostReport;
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
 * files only calls that began before are told. Not thread-safe, but for {@link #further}.
 */
final class LedgerFollower {
  /** How long reading back may take before budgets say that it is not done. */
  static final Duration READ_BACK = Duration.ofSeconds(10);

  static final String NOT_WHOLE = "the ledger is not wholly read yet";
  static final String UNWRITABLE =
      "the ledger cannot be written: what is spent is neither kept nor shared";
  static final String GONE = "the ledger's directory is gone";

  /** Calls that began before the budgets did are over by then. */
  private static final Duration LONGEST_CALL = Duration.ofMinutes(15);

  private final Path directory;
  private final OwnLedger own;
  private final HostReport report;
  private final Instant began;
  private final LongSupplier nanos;
  private final long beganNanos;
  private final JournalReader others;
  private final JournalReader mine;
  private final LedgerOrders orders;
  private final boolean mineMatters;
  private Instant since;
  private volatile Instant wanted;
  private volatile boolean untold = true;
  private boolean whole;
  private boolean seen;
  private @Nullable String told;

  /**
   * @param since the end of the first call that counts
   * @param began when budgets began to count this process's calls
   */
  LedgerFollower(
      Path directory,
      OwnLedger own,
      Instant since,
      Instant began,
      HostReport report,
      LongSupplier nanos) {
    this.directory = directory;
    this.own = own;
    this.since = since;
    this.wanted = since;
    this.began = began;
    this.report = report;
    this.nanos = nanos;
    this.beganNanos = nanos.getAsLong();
    this.mineMatters = own.begun();
    this.others = new JournalReader(directory, file -> !own.owns(file) && recent(file));
    this.mine = new JournalReader(directory, own::owns);
    this.orders = new LedgerOrders(directory, file -> !own.owns(file), since);
  }

  /** Has told what was spent from an earlier time on, at the next {@link #read}. */
  void further(Instant earlier) {
    wanted = earlier;
    untold = true;
  }

  /**
   * Reads on, and says how the ledger is where that has changed. Orders come first, so that a reset
   * makes nothing of what was spent after it.
   */
  void read() {
    try {
      orders.read(report);
      others.read(new Telling(this::foreign));
      if (mineMatters && nanos.getAsLong() - beganNanos < LONGEST_CALL.toNanos()) {
        mine.read(new Telling(this::early));
      }
      past();
      seen = true;
      whole = true;
      say(own.failing() ? UNWRITABLE : null);
    } catch (NoSuchFileException e) {
      // before the first call of all there is none
      say(seen || own.begun() ? GONE : null);
    } catch (IOException e) {
      say("the ledger cannot be read: " + e.getMessage());
    } catch (Throwable e) {
      // also of the JVM: who reads goes on, and budgets do not take for known what is not
      say("the ledger cannot be read: " + e);
    }
    missing();
  }

  /** What ended before all that was told so far, and after what is wanted by now. */
  private void past() throws IOException {
    Instant from = wanted;
    Instant until = since;
    if (from.isBefore(until)) {
      since = from;
      new JournalReader(directory, file -> !own.owns(file) && recent(file))
          .read(new Telling(entry -> within(SpentLine.at(entry), from, until)));
    }
  }

  private static boolean within(Instant at, Instant from, Instant until) {
    return !at.isBefore(from) && at.isBefore(until);
  }

  private boolean foreign(JournalEntry entry) {
    return !SpentLine.at(entry).isBefore(since);
  }

  private boolean early(JournalEntry entry) {
    return entry.at().isBefore(began) && foreign(entry);
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
