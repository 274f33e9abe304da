// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads the calls of a ledger, while it is being written or after: every call of {@link #read}
 * gives what has come since the one before. Files come in order of their beginning, calls in order
 * of their settlement. A line that cannot be read is counted and passed over. Not thread-safe.
 */
public final class JournalReader {
  /** Files that were swept or taken away, and are remembered. */
  private static final int MOST_AWAY = 1000;

  /** In every line of an order, and in next to none of a call. */
  private static final byte[] ORDER = "\"control\"".getBytes(StandardCharsets.US_ASCII);

  private final Path directory;
  private final Predicate<Path> wanted;
  private final LineReader lines = new LineReader();
  private final Map<Path, LineCursor> cursors = new HashMap<>();
  private final Set<Path> unreadable = new HashSet<>();
  private final ReadCounts counts = new ReadCounts();

  /**
   * @param directory the ledger's directory, see {@link JournalOptions#directory}
   */
  public JournalReader(Path directory) {
    this(directory, file -> true);
  }

  /**
   * @param wanted which files to read on, asked anew each time
   */
  public JournalReader(Path directory, Predicate<Path> wanted) {
    this.directory = directory;
    this.wanted = wanted;
  }

  /**
   * Gives what has come since the last time.
   *
   * @throws IOException when the directory cannot be listed
   */
  public ReadCounts read(LedgerLines to) throws IOException {
    counts.torn = 0;
    List<Path> files = files();
    forget(files);
    counts.files = files.size();
    for (Path file : files) {
      if (wanted.test(file)) {
        read(file, to);
      }
    }
    counts.unreadableFiles = unreadable.size();
    return counts;
  }

  /** What reading has come across so far. */
  public ReadCounts counts() {
    return counts;
  }

  /** What is away may come back, and is not to be read twice then. */
  private void forget(List<Path> there) {
    if (cursors.size() > there.size() + MOST_AWAY) {
      cursors.keySet().retainAll(there);
    }
    unreadable.retainAll(there);
  }

  private void read(Path file, LedgerLines to) {
    try {
      if (cursor(file).read(new Reading(to))) {
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
    private final LedgerLines to;

    Reading(LedgerLines to) {
      this.to = to;
    }

    @Override
    public void line(byte[] bytes, int offset, int length) {
      if (!to.calls() && !mayOrder(bytes, offset, offset + length)) {
        return;
      }
      JournalLine line;
      try {
        line = lines.read(bytes, offset, length);
      } catch (IOException e) {
        counts.damaged++;
        return;
      }
      if (line instanceof JournalLine.Settled settled) {
        counts.entries++;
        to.call(settled.entry());
      } else if (line instanceof JournalLine.Ordered ordered) {
        to.order(ordered.order());
      } else if (line instanceof JournalLine.Lost lost) {
        counts.lostCalls += lost.calls();
      } else if (line instanceof JournalLine.Unknown) {
        counts.unknown++;
      }
    }

    private static boolean mayOrder(byte[] bytes, int start, int end) {
      for (int at = start; at + ORDER.length <= end; at++) {
        if (bytes[at] == ORDER[0]
            && Arrays.equals(bytes, at, at + ORDER.length, ORDER, 0, ORDER.length)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void tooLong() {
      counts.damaged++;
    }
  }
}
