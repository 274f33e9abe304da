// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the ledger within its bounds: deletes files that are too old, then the oldest until the
 * rest is small enough. A file that a running JVM writes to stays, whatever its age. Files with
 * names of another form are not touched.
 */
final class JournalSweep {

  /** A file takes whole blocks, and a thousand tiny files are no less a burden than a large one. */
  private static final long BLOCK = 4096;

  /** Between a file's creation and its lock, and where locks do not work, freshness protects it. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private static final Duration FRESH_WITHOUT_LOCKS = Duration.ofDays(2);

  private final Path directory;
  private final long maxTotalSize;
  private final Duration maxAge;

  /**
   * @param maxTotalSize bytes that the files other than the current one may take
   */
  JournalSweep(Path directory, long maxTotalSize, Duration maxAge) {
    this.directory = directory;
    this.maxTotalSize = maxTotalSize;
    this.maxAge = maxAge;
  }

  /**
   * Deletes what is too much.
   *
   * @param current the file this JVM writes to. It is never opened a second time: closing that
   *     would give up the lock on it
   */
  void run(Path current, Instant now) throws IOException {
    List<Found> files = files(current);
    long total = 0;
    for (Found file : files) {
      total += file.blocks();
    }
    for (Found file : files) {
      boolean tooOld = file.modified.plus(maxAge).isBefore(now);
      if ((tooOld || total > maxTotalSize) && deleteIfClosed(file, now)) {
        total -= file.blocks();
      }
    }
  }

  /** Oldest first, by the names' time. */
  private List<Found> files(Path current) throws IOException {
    List<Found> files = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
      for (Path path : paths) {
        Found file = path.equals(current) ? null : found(path);
        if (file != null) {
          files.add(file);
        }
      }
    }
    files.sort(Comparator.comparing(Found::name));
    return files;
  }

  private static @Nullable Found found(Path path) throws IOException {
    Path name = path.getFileName();
    if (name == null || !JournalFile.isName(name.toString())) {
      return null;
    }
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return new Found(
          path, name.toString(), attributes.size(), attributes.lastModifiedTime().toInstant());
    } catch (NoSuchFileException e) {
      return null; // another JVM sweeps, too
    }
  }

  private static boolean deleteIfClosed(Found file, Instant now) throws IOException {
    if (file.modified.plus(FRESH).isAfter(now)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file.path, StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock(JournalFile.LOCK_POSITION, 1, false);
      if (lock == null) {
        return false;
      }
    } catch (NoSuchFileException e) {
      return true;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      if (file.modified.plus(FRESH_WITHOUT_LOCKS).isAfter(now)) {
        return false;
      }
    }
    return Files.deleteIfExists(file.path);
  }

  private record Found(Path path, String name, long size, Instant modified) {
    long blocks() {
      return Math.max(1, (size + BLOCK - 1) / BLOCK) * BLOCK;
    }
  }
}
