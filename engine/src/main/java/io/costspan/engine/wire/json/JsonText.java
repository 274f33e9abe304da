// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns the raw bytes between the quotes of a JSON string, or of a JSON number, into values. */
public final class JsonText {
  /** Beyond this an exponent is an attack, not a price. */
  private static final int WIDEST_SCALE = 400;

  private JsonText() {}

  /** Whether the bytes are, one for one, the characters of {@code known}. */
  static boolean same(byte[] bytes, int length, String known) {
    if (known.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[i] != known.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The string, its escapes resolved; an escape that is none stays as it is. */
  public static String unescape(byte[] bytes, int from, int to) {
    return unescape(new String(bytes, from, to - from, StandardCharsets.UTF_8));
  }

  private static String unescape(String raw) {
    int escape = raw.indexOf('\\');
    if (escape < 0) {
      return raw;
    }
    StringBuilder text = new StringBuilder(raw.length());
    int from = 0;
    while (escape >= 0 && escape + 1 < raw.length()) {
      text.append(raw, from, escape);
      char escaped = raw.charAt(escape + 1);
      int code = escaped == 'u' ? hex(raw, escape + 2) : -1;
      text.append(code >= 0 ? (char) code : plain(escaped));
      from = escape + (code >= 0 ? 6 : 2);
      escape = raw.indexOf('\\', from);
    }
    return text.append(raw, from, raw.length()).toString();
  }

  private static char plain(char escaped) {
    return switch (escaped) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> escaped;
    };
  }

  private static int hex(String text, int from) {
    if (from + 4 > text.length()) {
      return -1;
    }
    int code = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      code = code << 4 | digit;
    }
    return code;
  }

  /** The number, or {@code null} when it is none, or one that only an attacker writes. */
  static @Nullable BigDecimal number(byte[] bytes, int length) {
    long plain = digits(bytes, length);
    if (plain >= 0) {
      return BigDecimal.valueOf(plain);
    }
    try {
      BigDecimal number = new BigDecimal(new String(bytes, 0, length, StandardCharsets.US_ASCII));
      return Math.abs((long) number.scale()) > WIDEST_SCALE ? null : number;
    } catch (NumberFormatException notOne) {
      return null;
    }
  }

  private static long digits(byte[] bytes, int length) {
    if (length == 0 || length > 18) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < length; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** Whether the number is whole and fits a {@code long}. */
  static boolean isCount(BigDecimal number) {
    return number.scale() <= 0
        ? number.precision() - number.scale() <= 18
        : number.stripTrailingZeros().scale() <= 0 && number.precision() - number.scale() <= 18;
  }
}
