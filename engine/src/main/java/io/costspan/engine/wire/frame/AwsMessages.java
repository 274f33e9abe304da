// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.frame;

import io.costspan.engine.wire.frame.Decoding.Plain;
import io.costspan.engine.wire.json.JsonWalker;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Reads AWS's binary event stream ({@code application/vnd.amazon.eventstream}). A message is its
 * own length, that of its headers and the CRC-32 of both, four bytes each and big-endian, then
 * headers, payload, and the CRC-32 of everything before. Payloads go on as they arrive, so that a
 * message may be of any length; where a checksum is wrong, or a length absurd, reading ends. Not
 * thread-safe.
 */
final class AwsMessages {
  private static final int PRELUDE = 0;
  private static final int HEADERS = 1;
  private static final int PAYLOAD = 2;
  private static final int CHECKSUM = 3;
  private static final int DAMAGED = 4;

  private static final int PRELUDE_BYTES = 12;
  private static final int CHECKSUM_BYTES = 4;

  /** The format's own bounds, with room to spare. */
  private static final int MOST_BYTES = 32 * 1024 * 1024;

  private static final int MOST_HEADER_BYTES = 128 * 1024;

  private final JsonWalker<?> walker;
  private final Plain parts;
  private final Plain documents;
  private final AwsHeaders headers = new AwsHeaders();
  private final AwsChunk chunk = new AwsChunk();
  private final CRC32 crc = new CRC32();
  private final byte[] fixed = new byte[PRELUDE_BYTES];

  private int state = PRELUDE;
  private int left = PRELUDE_BYTES;
  private int payload;
  private boolean begun;
  private boolean malformed;
  private @Nullable String problem;

  /**
   * @param walker reads the payloads that are documents
   * @param parts takes the payloads that are pieces of one body
   */
  AwsMessages(JsonWalker<?> walker, Plain parts) {
    this.walker = walker;
    this.parts = parts;
    this.documents = walker::feed;
  }

  /** Whether a message has begun that has not ended. */
  boolean within() {
    return state != PRELUDE || left < PRELUDE_BYTES;
  }

  /** Whether reading ended at a wrong checksum or length. */
  boolean damaged() {
    return state == DAMAGED;
  }

  /** Whether the bytes are no such stream at all, or a payload was not what it should be. */
  boolean malformed() {
    return malformed || !begun;
  }

  /** The name of the exception that a message brought, {@code error} where it has none. */
  @Nullable String problem() {
    return problem;
  }

  void feed(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && state != DAMAGED) {
      int count = Math.min(left, to - i);
      switch (state) {
        case PRELUDE -> System.arraycopy(bytes, i, fixed, PRELUDE_BYTES - left, count);
        case HEADERS -> {
          crc.update(bytes, i, count);
          headers.feed(bytes, i, i + count);
        }
        case PAYLOAD -> {
          crc.update(bytes, i, count);
          payload(bytes, i, i + count);
        }
        default -> System.arraycopy(bytes, i, fixed, CHECKSUM_BYTES - left, count);
      }
      i += count;
      left -= count;
      while (left == 0 && state != DAMAGED) {
        next();
      }
    }
  }

  private void payload(byte[] bytes, int from, int to) {
    if (headers.chunk()) {
      chunk.feed(bytes, from, to, documents);
    } else if (headers.part()) {
      parts.accept(bytes, from, to);
    } else if (headers.event()) {
      walker.feed(bytes, from, to);
    }
  }

  /** Goes on to what follows in a message, or to the next message. */
  private void next() {
    switch (state) {
      case PRELUDE -> prelude();
      case HEADERS -> {
        state = PAYLOAD;
        left = payload;
      }
      case PAYLOAD -> {
        state = CHECKSUM;
        left = CHECKSUM_BYTES;
      }
      default -> end();
    }
  }

  private void prelude() {
    int total = word(0);
    int head = word(4);
    crc.reset();
    crc.update(fixed, 0, 8);
    boolean sane =
        (int) crc.getValue() == word(8)
            && total >= PRELUDE_BYTES + CHECKSUM_BYTES
            && total <= MOST_BYTES
            && head >= 0
            && head <= MOST_HEADER_BYTES
            && head <= total - PRELUDE_BYTES - CHECKSUM_BYTES;
    if (!sane) {
      state = DAMAGED;
      return;
    }
    begun = true;
    crc.update(fixed, 8, 4);
    headers.clear();
    chunk.clear();
    state = HEADERS;
    left = head;
    payload = total - head - PRELUDE_BYTES - CHECKSUM_BYTES;
  }

  private void end() {
    if ((int) crc.getValue() != word(0)) {
      state = DAMAGED;
      return;
    }
    if (!headers.event()) {
      String name = headers.problem();
      problem = name == null || name.isEmpty() ? "error" : name;
    } else if (!headers.part()) {
      malformed |= walker.within() || walker.lost() || chunk.malformed();
      walker.reset();
    }
    state = PRELUDE;
    left = PRELUDE_BYTES;
  }

  private int word(int at) {
    return (fixed[at] & 0xff) << 24
        | (fixed[at + 1] & 0xff) << 16
        | (fixed[at + 2] & 0xff) << 8
        | (fixed[at + 3] & 0xff);
  }
}
