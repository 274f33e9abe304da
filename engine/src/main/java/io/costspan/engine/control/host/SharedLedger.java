// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.host;

import io.costspan.engine.control.budget.HostSpending;
import io.costspan.engine.control.budget.StepClaims;
import io.costspan.engine.journal.JournalSink;
import io.costspan.engine.passage.ControlLog;

/**
 * The ledger, to those who control calls.
 *
 * @param spending what this host's processes have spent by it
 * @param log where it is written down what users order
 * @param claims which of them tells of a step
 */
public record SharedLedger(HostSpending spending, ControlLog log, StepClaims claims) {
  /** There is no ledger: what is spent is neither kept nor shared. */
  public static final SharedLedger NONE =
      new SharedLedger(
          (since, report) -> {
            report.ownRead();
            report.degraded("the ledger is switched off: what is spent is neither kept nor shared");
          },
          ControlLog.NONE,
          StepClaims.ALONE);

  /**
   * The ledger that this process writes to.
   *
   * @param sink by which this process writes to it
   */
  public static SharedLedger of(JournalSink sink) {
    return new SharedLedger(
        new LedgerSpending(sink), sink, new ClaimedSteps(sink.directory().resolveSibling("steps")));
  }
}
