// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.time.Instant;

/** Knows what all processes of this host spend. */
@FunctionalInterface
public interface HostSpending {
  /** Knows of nobody but this JVM, which begins with nothing spent. */
  HostSpending NONE =
      (since, report) -> {
        report.ownRead();
        report.known();
      };

  /**
   * Starts to tell, on a thread of its own: first what was spent since then, and when that is done
   * that it is known; from then on what others spend. Does not wait. Each report is told all of it
   * on its own, until it is over.
   *
   * @param since the earliest start of a window that runs, of those the report is for
   */
  void start(Instant since, HostReport report);

  /**
   * Has the answers told that are read for what is asked next, so that a JVM does not begin without
   * knowing how long answers get.
   */
  default void teach(PastAnswers learner) {}
}
