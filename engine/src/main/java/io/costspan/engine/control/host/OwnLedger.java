// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.host;

import io.costspan.engine.journal.JournalSink;
import java.nio.file.Path;

/** What this process itself writes to the ledger. Thread-safe. */
interface OwnLedger {

  /** Whether a file is this process's. */
  boolean owns(Path file);

  /** Whether it has begun a file. */
  boolean begun();

  /** Whether it cannot write at present. */
  boolean failing();

  static OwnLedger of(JournalSink sink) {
    return new OwnLedger() {
      @Override
      public boolean owns(Path file) {
        return sink.owns(file);
      }

      @Override
      public boolean begun() {
        return sink.begun();
      }

      @Override
      public boolean failing() {
        return sink.failing();
      }
    };
  }
}
