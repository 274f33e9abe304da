// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Reads the whole lines of a file from where it last stopped; a line without its end is left for
 * the next time. Memory is bounded by the longest line accepted. Not thread-safe.
 */
final class LineCursor {

  /** Takes a line without its line feed; the array is valid during the call only. */
  interface LineConsumer {
    void line(byte[] bytes, int offset, int length);

    /** A line too long to be ours was passed over. */
    void tooLong();
  }

  private static final int CHUNK = 1 << 16;
  private static final int LONGEST_LINE = 1 << 20;

  private final Path path;
  private long position;
  private boolean skipping;

  LineCursor(Path path) {
    this.path = path;
  }

  /**
   * Reads on.
   *
   * @return whether bytes of a line without its end are left
   */
  boolean read(LineConsumer lines) throws IOException {
    if (Files.size(path) <= position) {
      return skipping;
    }
    byte[] held = new byte[CHUNK];
    int filled = 0;
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      while (true) {
        int count =
            channel.read(ByteBuffer.wrap(held, filled, held.length - filled), position + filled);
        if (count <= 0) {
          return filled > 0 || skipping;
        }
        int consumed = lines(held, filled, filled + count, lines);
        filled += count - consumed;
        position += consumed;
        System.arraycopy(held, consumed, held, 0, filled);
        if (filled >= LONGEST_LINE) {
          skipping = true;
          position += filled;
          filled = 0;
        } else if (filled == held.length) {
          held = Arrays.copyOf(held, held.length * 2);
        }
      }
    }
  }

  /** Gives the whole lines up to {@code to}; returns the number of bytes they took. */
  private int lines(byte[] bytes, int from, int to, LineConsumer lines) {
    int start = 0;
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        if (skipping) {
          lines.tooLong();
          skipping = false;
        } else if (i > start) {
          lines.line(bytes, start, i - start);
        }
        start = i + 1;
      }
    }
    return start;
  }
}
