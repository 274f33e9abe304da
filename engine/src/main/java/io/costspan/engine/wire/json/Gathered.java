// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The bytes of one short value or name, gathered across the buffers they came in. */
final class Gathered {
  private final byte[] bytes = new byte[JsonWalker.LONGEST_TEXT];
  private int length;
  private boolean tooLong;
  private boolean escaped;

  void clear() {
    length = 0;
    tooLong = false;
    escaped = false;
  }

  void add(byte[] from, int start, int end) {
    int count = end - start;
    if (tooLong || length + count > bytes.length) {
      tooLong = true;
    } else {
      System.arraycopy(from, start, bytes, length, count);
      length += count;
    }
  }

  /** There is a backslash among the bytes. */
  void escaped() {
    escaped = true;
  }

  boolean isEscaped() {
    return escaped;
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** Whether the bytes are all there. */
  boolean whole() {
    return !tooLong;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** The string; {@code last} itself where it is the same, as in chunk after chunk of a stream. */
  String text(@Nullable String last) {
    if (escaped) {
      return JsonText.unescape(bytes, 0, length);
    }
    return last != null && JsonText.same(bytes, length, last)
        ? last
        : new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  @Nullable BigDecimal number() {
    return JsonText.number(bytes, length);
  }
}
