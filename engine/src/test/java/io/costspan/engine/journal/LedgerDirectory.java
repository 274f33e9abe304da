// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A ledger as a test sees it from outside. */
record LedgerDirectory(Path home) {

  JournalOptions options(long maxFileSize, long maxTotalSize) {
    return new JournalOptions(home, "shop", maxFileSize, maxTotalSize, Duration.ofDays(90));
  }

  JournalOptions options() {
    return options(1 << 24, 1 << 28);
  }

  Path directory() {
    return JournalOptions.directory(home);
  }

  List<Path> files() {
    try (Stream<Path> files = Files.list(directory())) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<JournalEntry> entries() throws IOException {
    List<JournalEntry> entries = new ArrayList<>();
    new JournalReader(directory()).read(entries::add);
    return entries;
  }

  ReadCounts counts() throws IOException {
    return new JournalReader(directory()).read(entry -> {});
  }
}
