// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.key;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A JSON string's own characters, its escapes undone, as UTF-8; or written anew in the one way that
 * has the fewest and the shortest escapes. An escaped half of a surrogate pair has no UTF-8: then
 * there is no such text, and the document is compared as it was written.
 */
final class PlainText {
  /** What a byte behind a backslash stands for; -1 for nothing. */
  private static final byte[] PLAIN = plain();

  /** What stands behind a backslash for a character; 0 where that is no single letter. */
  private static final byte[] LETTERS = letters();

  /** Bytes of the longest escape. */
  private static final int LONGEST = 6;

  /** The value of a hex digit; -1 for what is none. */
  private static final byte[] HEX = hex();

  private PlainText() {}

  /** Whether a byte behind a backslash makes an escape that could not be any shorter. */
  static boolean isBrief(byte letter) {
    return letter != '/' && PLAIN[letter & 0xff] >= 0;
  }

  /** The text of a string with escapes; {@code null} for one that is not to be undone. */
  static byte @Nullable [] of(byte[] bytes, int from, int to) {
    byte[] text = new byte[to - from];
    int length = into(bytes, from, to, text, false);
    return length < 0 ? null : Arrays.copyOf(text, length);
  }

  /** A text as a string has it that is written with the fewest and the shortest escapes. */
  static byte[] brief(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] written = new byte[bytes.length * LONGEST];
    int length = 0;
    for (byte b : bytes) {
      if (b >= 0) {
        length = brief(b, written, length);
      } else {
        written[length++] = b;
      }
    }
    return Arrays.copyOf(written, length);
  }

  /**
   * Writes a string with the fewest and the shortest escapes, which is never longer than it was.
   *
   * @param text has room for all of the string's bytes
   * @return how long it is then; -1 for one that is not to be undone
   */
  static int brief(byte[] bytes, int from, int to, byte[] text) {
    return into(bytes, from, to, text, true);
  }

  private static int into(byte[] bytes, int from, int to, byte[] text, boolean brief) {
    int length = 0;
    int i = from;
    while (true) {
      if (i < to && bytes[i] != '\\') {
        int run = EightBytes.copy(bytes, i, to, text, length);
        i += run;
        length += run;
      }
      if (i >= to) {
        return length;
      }
      int plain = i + 1 < to ? PLAIN[bytes[i + 1] & 0xff] : -1;
      int code = plain >= 0 ? plain : code(bytes, i, to);
      if (code < 0) {
        return -1;
      }
      length = brief ? brief(code, text, length) : utf8(code, text, length);
      i += plain >= 0 ? 2 : Character.isSupplementaryCodePoint(code) ? 12 : 6;
    }
  }

  private static int brief(int code, byte[] text, int at) {
    if (code >= ' ' && code != '"' && code != '\\') {
      return utf8(code, text, at);
    }
    int i = at;
    text[i++] = '\\';
    if (LETTERS[code] != 0) {
      text[i++] = LETTERS[code];
      return i;
    }
    text[i++] = 'u';
    text[i++] = '0';
    text[i++] = '0';
    text[i++] = (byte) Character.forDigit(code >> 4, 16);
    text[i++] = (byte) Character.forDigit(code & 0xF, 16);
    return i;
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

  private static byte[] letters() {
    byte[] letters = new byte[128];
    for (int letter = 0; letter < PLAIN.length; letter++) {
      if (isBrief((byte) letter)) {
        letters[PLAIN[letter]] = (byte) letter;
      }
    }
    return letters;
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
