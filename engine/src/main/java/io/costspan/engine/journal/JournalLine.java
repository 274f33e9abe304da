// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import io.costspan.engine.passage.ControlOrder;
import java.time.Instant;

/** What one line of a ledger file says. */
sealed interface JournalLine {

  /** The version of the format that this code writes. Fields may be added without a new one. */
  int VERSION = 1;

  /** A call. */
  record Settled(JournalEntry entry) implements JournalLine {}

  /**
   * The first line of a file.
   *
   * @param service name of the application
   * @param pid its process id
   * @param opened when the file was begun
   */
  record Opened(String service, long pid, Instant opened) implements JournalLine {}

  /**
   * Calls that could not be written.
   *
   * @param calls how many, at least 1
   * @param since when the first of them was settled
   * @param until when writing worked again
   * @param cause what the file system said
   */
  record Lost(long calls, Instant since, Instant until, String cause) implements JournalLine {}

  /** What a user ordered the process to do. */
  record Ordered(ControlOrder order) implements JournalLine {}

  /** A line of a version or type that this code does not know. */
  record Unknown() implements JournalLine {}
}
