// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.key;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A JSON string's own characters, its escapes undone, as UTF-8. An escaped half of a surrogate pair
 * has no UTF-8: then there is no such text, and the document is compared as it was written.
 */
final class PlainText {
  private PlainText() {}

  /** The text of a string with escapes; {@code null} for one that is not to be undone. */
  static byte @Nullable [] of(byte[] bytes, int from, int to) {
    byte[] text = new byte[to - from];
    int length = 0;
    int i = from;
    while (i < to) {
      byte b = bytes[i++];
      if (b != '\\') {
        text[length++] = b;
        continue;
      }
      byte escaped = bytes[i++];
      if (escaped != 'u') {
        int plain = plain(escaped);
        if (plain < 0) {
          return null;
        }
        text[length++] = (byte) plain;
        continue;
      }
      int code = hex(bytes, i, to);
      i += 4;
      if (code >= 0xD800
          && code < 0xDC00
          && i + 6 <= to
          && bytes[i] == '\\'
          && bytes[i + 1] == 'u') {
        code = pair(code, hex(bytes, i + 2, to));
        i += 6;
      }
      if (code < 0 || (code >= 0xD800 && code < 0xE000)) {
        return null;
      }
      byte[] encoded = Character.toString(code).getBytes(StandardCharsets.UTF_8);
      System.arraycopy(encoded, 0, text, length, encoded.length); // never longer than the escape
      length += encoded.length;
    }
    return Arrays.copyOf(text, length);
  }

  private static int pair(int high, int low) {
    return low >= 0xDC00 && low < 0xE000 ? Character.toCodePoint((char) high, (char) low) : -1;
  }

  private static int plain(byte escaped) {
    return switch (escaped) {
      case '"', '\\', '/' -> escaped;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> -1;
    };
  }

  private static int hex(byte[] bytes, int from, int to) {
    if (from + 4 > to) {
      return -1;
    }
    int code = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      code = code << 4 | digit;
    }
    return code;
  }
}
