// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.host;

import io.costspan.contract.OwnThreads;
import io.costspan.engine.control.budget.HostReport;
import io.costspan.engine.control.budget.HostSpending;
import io.costspan.engine.control.budget.PastAnswers;
import io.costspan.engine.journal.JournalSink;
import io.costspan.log.AgentLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

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
  private final List<LedgerFollower> followers = new CopyOnWriteArrayList<>();
  private final Semaphore begun = new Semaphore(0);
  private PastAnswers learner = PastAnswers.NONE;
  private boolean following;

  /**
   * @param sink by which this process writes to the ledger
   */
  public LedgerSpending(JournalSink sink) {
    this(sink.directory(), OwnLedger.of(sink));
  }

  LedgerSpending(Path directory, OwnLedger own) {
    this.directory = directory;
    this.own = own;
  }

  @Override
  public synchronized void start(Instant since, HostReport report) {
    followers.add(new LedgerFollower(directory, own, since, report, learner, System::nanoTime));
    learner = PastAnswers.NONE; // later ones read the same lines again
    begun.release();
    if (!following) {
      following = true;
      OwnThreads.newThread("ledger-follower", this::follow).start();
    }
  }

  @Override
  public synchronized void teach(PastAnswers pupil) {
    learner = pupil;
  }

  private void follow() {
    try {
      while (true) {
        begun.drainPermits();
        followers.removeIf(LedgerFollower::over);
        followers.forEach(LedgerSpending::read);
        if (begun.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          AgentLog.debug("budgets that began are read back", null);
        }
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
