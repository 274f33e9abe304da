// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.frame;

import io.costspan.engine.wire.frame.Decoding.Plain;
import java.util.Arrays;

/**
 * Undoes the payload of a Bedrock chunk, {@code {"bytes":"base64 of a document","p":"padding"}}, as
 * its bytes arrive. Members other than {@code bytes} are stepped over, whatever they hold. Not
 * thread-safe.
 */
final class AwsChunk {
  private static final int OUTSIDE = 0;
  private static final int NAME = 1;
  private static final int TEXT = 2;
  private static final int ENCODED = 3;
  private static final int WRONG = 4;

  private static final byte[] BYTES = {'b', 'y', 't', 'e', 's'};
  private static final byte[] SEXTETS = sextets();

  private final byte[] out = new byte[3 * 1024];
  private int state;
  private int depth;
  private boolean nameNext;
  private boolean wanted;
  private int nameLength;
  private boolean escape;
  private int bits;
  private int bitCount;
  private int filled;

  /** Another payload begins. */
  void clear() {
    state = OUTSIDE;
    depth = 0;
    nameNext = false;
    wanted = false;
    escape = false;
    bitCount = 0;
  }

  /** Whether the payload was not what it should be. */
  boolean malformed() {
    return state == WRONG;
  }

  void feed(byte[] bytes, int from, int to, Plain plain) {
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      switch (state) {
        case ENCODED -> encoded(b, plain);
        case NAME -> name(b);
        case TEXT -> {
          state = b == '"' && !escape ? OUTSIDE : TEXT;
          escape = b == '\\' && !escape;
        }
        case OUTSIDE -> outside(b);
        default -> i = to;
      }
    }
    flush(plain);
  }

  private void outside(byte b) {
    switch (b) {
      case '"' -> {
        boolean name = depth == 1 && nameNext;
        state = name ? NAME : depth == 1 && wanted ? ENCODED : TEXT;
        nameLength = 0;
        wanted &= !name;
        bitCount = 0;
        escape = false;
      }
      case '{', '[' -> {
        depth++;
        nameNext = depth == 1;
      }
      case '}', ']' -> depth--;
      case ',' -> {
        nameNext = depth == 1;
        wanted &= depth != 1;
      }
      case ':' -> nameNext &= depth != 1;
      default -> {}
    }
  }

  private void name(byte b) {
    if (b == '"' && !escape) {
      wanted = nameLength == BYTES.length;
      state = OUTSIDE;
    } else if (nameLength >= 0 && nameLength < BYTES.length && BYTES[nameLength] == b) {
      nameLength++;
    } else {
      nameLength = -1;
    }
    escape = b == '\\' && !escape;
  }

  private void encoded(byte b, Plain plain) {
    if (b == '"') {
      state = OUTSIDE;
    } else if (b != '\\' && b != '=') { // some writers escape the solidus
      int sextet = b < 0 ? -1 : SEXTETS[b];
      if (sextet < 0) {
        state = WRONG;
        return;
      }
      bits = bits << 6 | sextet;
      bitCount += 6;
      if (bitCount >= 8) {
        bitCount -= 8;
        out[filled++] = (byte) (bits >> bitCount);
        if (filled == out.length) {
          flush(plain);
        }
      }
    }
  }

  private void flush(Plain plain) {
    if (filled > 0) {
      int count = filled;
      filled = 0;
      plain.accept(out, 0, count);
    }
  }

  private static byte[] sextets() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    return values;
  }
}
