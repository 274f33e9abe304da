// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.host;

import io.costspan.contract.OwnThreads;
import io.costspan.engine.control.budget.HostReport;
import io.costspan.engine.control.budget.HostSpending;
import io.costspan.engine.journal.JournalSink;
import io.costspan.log.AgentLog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Shares budgets by the ledger's directory. Every process writes what it spends as it is settled
 * and reads every second what others have written, so together they spend more than one alone would
 * be let, by no more than what all but one of them spend within a second and have in flight.
 * Thread-safe.
 */
public final class LedgerSpending implements HostSpending {
  /** Between two looks at what others have written. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  private final Path directory;
  private final OwnLedger own;
  private final Clock clock;
  private @Nullable LedgerFollower follower;

  /**
   * @param sink by which this process writes to the ledger
   */
  public LedgerSpending(JournalSink sink) {
    this(sink.directory(), OwnLedger.of(sink), Clock.systemUTC());
  }

  LedgerSpending(Path directory, OwnLedger own, Clock clock) {
    this.directory = directory;
    this.own = own;
    this.clock = clock;
  }

  /** Starts to follow; when it does already, goes further back only. */
  @Override
  public synchronized void start(Instant since, HostReport report) {
    LedgerFollower known = follower;
    if (known != null) {
      known.further(since);
      return;
    }
    LedgerFollower first =
        new LedgerFollower(directory, own, since, clock.instant(), report, System::nanoTime);
    follower = first;
    OwnThreads.newThread("ledger-follower", () -> follow(first)).start();
  }

  private static void follow(LedgerFollower follower) {
    try {
      while (true) {
        read(follower);
        Thread.sleep(PAUSE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What stops one look must not stop all, and have budgets know what they do not. */
  private static void read(LedgerFollower follower) {
    try {
      follower.read();
    } catch (Throwable fault) {
      AgentLog.warnOnce("ledger-follower", "budgets: the ledger could not be looked at: " + fault);
    }
  }
}
