// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import io.costspan.engine.passage.ControlOrder;

/** Takes what a ledger says, line by line. */
@FunctionalInterface
public interface LedgerLines {

  /** Whether calls matter; where they do not, their lines are passed over unread. */
  default boolean calls() {
    return true;
  }

  /** A call. */
  void call(JournalEntry entry);

  /** What a user ordered a process to do. */
  default void order(ControlOrder order) {}
}
