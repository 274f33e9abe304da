// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import io.costspan.engine.file.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One file being written. A line is handed to the operating system by the time {@link #append}
 * returns, so the death of the process cannot lose it. Not thread-safe.
 */
final class JournalFile implements AutoCloseable {

  /** What every ledger file's name ends in. */
  static final String SUFFIX = ".jsonl";

  /**
   * The byte that a running writer holds a lock on: far behind the end, because a lock on Windows
   * keeps readers out of what it covers.
   */
  static final long LOCK_POSITION = Long.MAX_VALUE - 1;

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path path;
  private final FileChannel channel;
  private long size;

  private JournalFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Begins a file whose name sorts by its time. */
  static JournalFile create(Path directory, Instant now, long pid) throws IOException {
    String name =
        String.format(
            Locale.ROOT,
            "%s-%d-%08x%s",
            STAMP.format(now),
            pid,
            ThreadLocalRandom.current().nextInt(),
            SUFFIX);
    Path path = directory.resolve(name);
    JournalFile file = new JournalFile(path, PrivateFiles.create(path));
    file.lock();
    return file;
  }

  /** Whether a file's name is one that {@link #create} gives. */
  static boolean isName(String name) {
    return name.endsWith(SUFFIX)
        && name.length() > 19
        && name.charAt(8) == 'T'
        && name.charAt(18) == 'Z'
        && name.charAt(19) == '-';
  }

  /** Writes a line as a whole or, failing, not at all. */
  void append(byte[] line) throws IOException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        channel.write(bytes, size + bytes.position());
      }
      size += line.length;
    } catch (IOException e) {
      cutBack(e);
      throw e;
    }
  }

  Path path() {
    return path;
  }

  /** Bytes written so far. */
  long size() {
    return size;
  }

  /** Whether the file can still be found under its name. */
  boolean isThere() {
    return Files.exists(path);
  }

  /** Makes what was written outlive a power failure, as far as the disk tells the truth. */
  void force() throws IOException {
    channel.force(false);
  }

  /** Closes the file, and removes it when nothing was written. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (size == 0) {
      Files.deleteIfExists(path);
    }
  }

  /** What a full disk took of a line would be a torn line. */
  private void cutBack(IOException cause) {
    try {
      channel.truncate(size);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Never closed by itself: the lock goes with the channel, and with the process. */
  private void lock() {
    try {
      channel.tryLock(LOCK_POSITION, 1, false);
    } catch (IOException e) {
      // some network file systems have no locks; the sweep then leaves fresh files alone
    }
  }
}
