// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the calls of a ledger, while it is being written or after: every call of {@link #read}
 * gives what has come since the one before. Files come in order of their beginning, calls in order
 * of their settlement. A line that cannot be read is counted and passed over. Not thread-safe.
 */
public final class JournalReader {
  private final Path directory;
  private final LineReader lines = new LineReader();
  private final Map<Path, LineCursor> cursors = new HashMap<>();
  private final Set<Path> unreadable = new HashSet<>();
  private final ReadCounts counts = new ReadCounts();

  /**
   * @param directory the ledger's directory, see {@link JournalOptions#directory}
   */
  public JournalReader(Path directory) {
    this.directory = directory;
  }

  /**
   * Gives the calls that have come since the last time.
   *
   * @throws IOException when the directory cannot be listed
   */
  public ReadCounts read(Consumer<JournalEntry> entries) throws IOException {
    counts.torn = 0;
    List<Path> files = files();
    cursors.keySet().retainAll(files);
    counts.files = files.size();
    for (Path file : files) {
      read(file, entries);
    }
    counts.unreadableFiles = unreadable.size();
    return counts;
  }

  /** What reading has come across so far. */
  public ReadCounts counts() {
    return counts;
  }

  private void read(Path file, Consumer<JournalEntry> entries) {
    try {
      if (cursor(file).read(new Reading(entries))) {
        counts.torn++;
      }
      unreadable.remove(file);
    } catch (NoSuchFileException e) {
      // swept away since it was listed
    } catch (IOException e) {
      unreadable.add(file);
    }
  }

  private LineCursor cursor(Path file) {
    return cursors.computeIfAbsent(file, LineCursor::new);
  }

  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> paths =
        Files.newDirectoryStream(directory, "*" + JournalFile.SUFFIX)) {
      paths.forEach(files::add);
    }
    Collections.sort(files);
    return files;
  }

  private final class Reading implements LineCursor.LineConsumer {
    private final Consumer<JournalEntry> entries;

    Reading(Consumer<JournalEntry> entries) {
      this.entries = entries;
    }

    @Override
    public void line(byte[] bytes, int offset, int length) {
      JournalLine line;
      try {
        line = lines.read(bytes, offset, length);
      } catch (IOException e) {
        counts.damaged++;
        return;
      }
      if (line instanceof JournalLine.Settled settled) {
        counts.entries++;
        entries.accept(settled.entry());
      } else if (line instanceof JournalLine.Lost lost) {
        counts.lostCalls += lost.calls();
      } else if (line instanceof JournalLine.Unknown) {
        counts.unknown++;
      }
    }

    @Override
    public void tooLong() {
      counts.damaged++;
    }
  }
}
