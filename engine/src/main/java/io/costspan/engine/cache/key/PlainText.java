// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.key;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A JSON string's own characters, its escapes undone, as UTF-8. An escaped half of a surrogate pair
 * has no UTF-8: then there is no such text, and the document is compared as it was written.
 */
final class PlainText {
  /** What a byte behind a backslash stands for; -1 for nothing. */
  private static final byte[] PLAIN = plain();

  /** The value of a hex digit; -1 for what is none. */
  private static final byte[] HEX = hex();

  private PlainText() {}

  /** The text of a string with escapes; {@code null} for one that is not to be undone. */
  static byte @Nullable [] of(byte[] bytes, int from, int to) {
    byte[] text = new byte[to - from];
    int length = into(bytes, from, to, text);
    return length < 0 ? null : Arrays.copyOf(text, length);
  }

  /**
   * Writes the text of a string with escapes, which is never longer than they are.
   *
   * @param text has room for all of the string's bytes
   * @return how long the text is; -1 for one that is not to be undone
   */
  static int into(byte[] bytes, int from, int to, byte[] text) {
    int length = 0;
    int i = from;
    while (true) {
      int run = EightBytes.copy(bytes, i, to, text, length);
      i += run;
      length += run;
      if (i >= to) {
        return length;
      }
      int plain = i + 1 < to ? PLAIN[bytes[i + 1] & 0xff] : -1;
      if (plain >= 0) {
        text[length++] = (byte) plain;
        i += 2;
        continue;
      }
      int code = code(bytes, i, to);
      if (code < 0) {
        return -1;
      }
      length = utf8(code, text, length);
      i += Character.isSupplementaryCodePoint(code) ? 12 : 6;
    }
  }

  /** The character of one escape with hex digits, or of two for a pair; -1 when it is none. */
  private static int code(byte[] bytes, int at, int to) {
    int code = digits(bytes, at, to);
    if (code < 0xD800 || code >= 0xE000) {
      return code;
    }
    int low = code < 0xDC00 ? digits(bytes, at + 6, to) : -1;
    return low >= 0xDC00 && low < 0xE000 ? Character.toCodePoint((char) code, (char) low) : -1;
  }

  private static int digits(byte[] bytes, int at, int to) {
    if (at + 6 > to || bytes[at] != '\\' || bytes[at + 1] != 'u') {
      return -1;
    }
    // one that is no digit makes the whole less than zero
    return HEX[bytes[at + 2] & 0xff] << 12
        | HEX[bytes[at + 3] & 0xff] << 8
        | HEX[bytes[at + 4] & 0xff] << 4
        | HEX[bytes[at + 5] & 0xff];
  }

  private static int utf8(int code, byte[] text, int at) {
    int i = at;
    if (code < 0x80) {
      text[i++] = (byte) code;
    } else if (code < 0x800) {
      text[i++] = (byte) (0xC0 | code >> 6);
      text[i++] = (byte) (0x80 | (code & 0x3F));
    } else {
      if (code < 0x10000) {
        text[i++] = (byte) (0xE0 | code >> 12);
      } else {
        text[i++] = (byte) (0xF0 | code >> 18);
        text[i++] = (byte) (0x80 | (code >> 12 & 0x3F));
      }
      text[i++] = (byte) (0x80 | (code >> 6 & 0x3F));
      text[i++] = (byte) (0x80 | (code & 0x3F));
    }
    return i;
  }

  private static byte[] plain() {
    byte[] plain = new byte[256];
    Arrays.fill(plain, (byte) -1);
    plain['"'] = '"';
    plain['\\'] = '\\';
    plain['/'] = '/';
    plain['b'] = '\b';
    plain['f'] = '\f';
    plain['n'] = '\n';
    plain['r'] = '\r';
    plain['t'] = '\t';
    return plain;
  }

  private static byte[] hex() {
    byte[] hex = new byte[256];
    Arrays.fill(hex, (byte) -1);
    for (int digit = 0; digit < 16; digit++) {
      hex[Character.forDigit(digit, 16)] = (byte) digit;
      hex[Character.toUpperCase(Character.forDigit(digit, 16))] = (byte) digit;
    }
    return hex;
  }
}
