// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.key;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Steps over the plain bytes of strings, eight at a time: prompts are long. */
final class EightBytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  private EightBytes() {}

  /** The first place from {@code from} on of a quote, a backslash or a control character. */
  static int plain(byte[] bytes, int from) {
    int i = from;
    for (; i + 8 <= bytes.length; i += 8) {
      long eight = (long) LONGS.get(bytes, i);
      long found = zero(eight ^ QUOTES) | zero(eight ^ BACKSLASHES) | below(eight);
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >> 3);
      }
    }
    while (i < bytes.length && bytes[i] != '"' && bytes[i] != '\\' && (bytes[i] & 0xff) >= 0x20) {
      i++;
    }
    return i;
  }

  /**
   * Copies what comes before the first backslash.
   *
   * @param text has room for all bytes up to {@code to}; those behind what is copied may change
   * @return how many bytes
   */
  static int copy(byte[] bytes, int from, int to, byte[] text, int at) {
    int i = from;
    int shift = at - from;
    for (; i + 8 <= to; i += 8) {
      long eight = (long) LONGS.get(bytes, i);
      // all eight in any case: to ask first would take longer than to write too much
      LONGS.set(text, i + shift, eight);
      long found = zero(eight ^ BACKSLASHES);
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >> 3) - from;
      }
    }
    while (i < to && bytes[i] != '\\') {
      text[i + shift] = bytes[i];
      i++;
    }
    return i - from;
  }

  /** Marks bytes that are zero; the lowest mark is right, which is the one that counts. */
  private static long zero(long eight) {
    return (eight - ONES) & ~eight & HIGHS;
  }

  /** Marks bytes below 0x20; the lowest mark is right likewise. */
  private static long below(long eight) {
    return (eight - ONES * 0x20) & ~eight & HIGHS;
  }
}
