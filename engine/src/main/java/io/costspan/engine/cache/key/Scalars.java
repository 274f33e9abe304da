// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.key;

/** Tells what JSON's grammar takes for a number or a literal. */
final class Scalars {
  private Scalars() {}

  /** Whether the bytes are a number, {@code true}, {@code false} or {@code null}. */
  static boolean valid(byte[] bytes, int from, int to) {
    if (from == to) {
      return false;
    }
    return switch (bytes[from]) {
      case 't' -> is("true", bytes, from, to);
      case 'f' -> is("false", bytes, from, to);
      case 'n' -> is("null", bytes, from, to);
      default -> number(bytes, from, to);
    };
  }

  private static boolean is(String word, byte[] bytes, int from, int to) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes[from + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean number(byte[] bytes, int from, int to) {
    int i = bytes[from] == '-' ? from + 1 : from;
    int whole = digits(bytes, i, to);
    if (whole == i || (bytes[i] == '0' && whole > i + 1)) {
      return false;
    }
    i = whole;
    if (i < to && bytes[i] == '.') {
      int fraction = digits(bytes, i + 1, to);
      if (fraction == i + 1) {
        return false;
      }
      i = fraction;
    }
    if (i < to && (bytes[i] == 'e' || bytes[i] == 'E')) {
      int signed = i + 1 < to && (bytes[i + 1] == '+' || bytes[i + 1] == '-') ? i + 2 : i + 1;
      int exponent = digits(bytes, signed, to);
      if (exponent == signed) {
        return false;
      }
      i = exponent;
    }
    return i == to;
  }

  private static int digits(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] >= '0' && bytes[i] <= '9') {
      i++;
    }
    return i;
  }
}
