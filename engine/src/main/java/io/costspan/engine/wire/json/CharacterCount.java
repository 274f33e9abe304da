// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.json;

/**
 * Counts the characters of the text below the keys that are {@linkplain JsonKey#prose() prose} as
 * its bytes pass, keeping none of them. A character is a Unicode code point, which is what
 * providers charge: one for {@code \n}, one for {@code é} written in any way, one for an emoji even
 * where it is written as two {@code \}{@code u} escapes. Not thread-safe.
 */
public final class CharacterCount implements Prose {
  private static final int UNESCAPED = -1;
  private static final int AFTER_BACKSLASH = -2;

  private long count = -1;

  /** Hex digits of an escape still to come, or one of the states above. */
  private int expected = UNESCAPED;

  private int unit;
  private boolean afterHighSurrogate;

  /** Code points so far; -1 when there was no text at all. */
  public long get() {
    return count;
  }

  @Override
  public void open(Kind kind) {
    count = Math.max(0, count);
  }

  @Override
  public void element() {}

  @Override
  public boolean under(byte[] name, int length) {
    return true;
  }

  @Override
  public void piece(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      add(bytes[i]);
    }
  }

  @Override
  public void end() {
    expected = UNESCAPED;
    afterHighSurrogate = false;
  }

  private void add(byte b) {
    if (expected == UNESCAPED) {
      if (b == '\\') {
        expected = AFTER_BACKSLASH;
      } else if ((b & 0xC0) != 0x80) {
        // bytes that continue a character begin with 10
        one();
      }
    } else if (expected == AFTER_BACKSLASH) {
      if (b == 'u') {
        expected = 4;
        unit = 0;
      } else {
        expected = UNESCAPED;
        one();
      }
    } else {
      unit = unit << 4 | Math.max(0, Character.digit(b, 16));
      if (--expected == 0) {
        expected = UNESCAPED;
        unit((char) unit);
      }
    }
  }

  private void unit(char escaped) {
    if (afterHighSurrogate && Character.isLowSurrogate(escaped)) {
      afterHighSurrogate = false;
    } else {
      count++;
      afterHighSurrogate = Character.isHighSurrogate(escaped);
    }
  }

  private void one() {
    count++;
    afterHighSurrogate = false;
  }
}
