// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console;

import io.costspan.engine.journal.ReadCounts;
import java.io.PrintWriter;

/** Says what reading the ledger came across besides calls. */
final class ReadingNotes {
  private ReadingNotes() {}

  static void print(ReadCounts counts, PrintWriter err) {
    note(err, counts.torn(), "unfinished last line(s) skipped: a writer was cut off or is writing");
    note(err, counts.damaged(), "damaged line(s) skipped");
    note(err, counts.unknown(), "line(s) of a newer version skipped: update this console");
    note(err, counts.unreadableFiles(), "file(s) could not be read: another user's?");
    note(err, counts.lostCalls(), "call(s) missing: the ledger could not be written at the time");
  }

  private static void note(PrintWriter err, long count, String what) {
    if (count > 0) {
      err.println("note: " + count + " " + what);
    }
  }
}
