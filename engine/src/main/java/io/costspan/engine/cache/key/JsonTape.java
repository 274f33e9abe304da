// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.key;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document as a list of its parts, in the order of the document, each with its place in the
 * bytes. A name is followed by its value, a container by what is in it. Strict where leniency could
 * take two documents for the same: what is no JSON by RFC 8259 has no tape. Immutable.
 */
final class JsonTape {
  static final int OBJECT = 0;
  static final int ARRAY = 1;
  static final int STRING = 2;

  /** A string with escapes in it that are as short as escapes can be. */
  static final int ESCAPED = 3;

  /** A string with other escapes in it. */
  static final int CODED = 4;

  /** A number, {@code true}, {@code false} or {@code null}. */
  static final int SCALAR = 5;

  private static final int MOST_NODES = 1 << 18;
  private static final int DEEPEST = 200;
  private static final int STRIDE = 4;

  private final byte[] bytes;
  private int[] cells = new int[STRIDE * 128];
  private int count;
  private int at;
  private boolean failed;

  private JsonTape(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The tape of a document; {@code null} for what is none, or has too many or too deeply nested
   * parts.
   */
  static @Nullable JsonTape of(byte[] bytes) {
    JsonTape tape = new JsonTape(bytes);
    tape.space();
    tape.value(0);
    tape.space();
    return tape.failed || tape.at != bytes.length ? null : tape;
  }

  byte[] bytes() {
    return bytes;
  }

  int kind(int node) {
    return cells[node * STRIDE];
  }

  /** Where a string's or a scalar's own bytes begin, without the quotes. */
  int from(int node) {
    return cells[node * STRIDE + 1];
  }

  /** Where they end. */
  int to(int node) {
    return cells[node * STRIDE + 2];
  }

  /** The node after this one and all that is in it. */
  int next(int node) {
    return cells[node * STRIDE + 3];
  }

  boolean isString(int node) {
    return kind(node) >= STRING && kind(node) <= CODED;
  }

  /** The text of a string or a name; {@code null} of anything else, or when it has no UTF-8. */
  @Nullable String text(int node) {
    if (kind(node) == STRING) {
      return new String(bytes, from(node), to(node) - from(node), StandardCharsets.UTF_8);
    }
    byte[] text = isString(node) ? PlainText.of(bytes, from(node), to(node)) : null;
    return text == null ? null : new String(text, StandardCharsets.UTF_8);
  }

  private void value(int depth) {
    if (at >= bytes.length || depth > DEEPEST) {
      failed = true;
      return;
    }
    switch (bytes[at]) {
      case '{' -> container(OBJECT, (byte) '}', depth);
      case '[' -> container(ARRAY, (byte) ']', depth);
      case '"' -> string();
      default -> scalar();
    }
  }

  private void container(int kind, byte close, int depth) {
    int node = node(kind, at, 0);
    at++;
    space();
    if (at < bytes.length && bytes[at] == close) {
      at++;
    } else {
      elements(kind, close, depth);
    }
    end(node);
  }

  private void elements(int kind, byte close, int depth) {
    while (!failed) {
      if (kind == OBJECT) {
        name();
      }
      value(depth + 1);
      space();
      byte then = at < bytes.length ? bytes[at++] : 0;
      if (then == close) {
        return;
      }
      failed |= then != ',';
      space();
    }
  }

  private void name() {
    if (at >= bytes.length || bytes[at] != '"') {
      failed = true;
      return;
    }
    string();
    space();
    failed |= at >= bytes.length || bytes[at++] != ':';
    space();
  }

  private void string() {
    int from = at + 1;
    int i = from;
    int kind = STRING;
    while (true) {
      i = EightBytes.plain(bytes, i);
      if (i >= bytes.length || (bytes[i] & 0xff) < 0x20) {
        failed = true;
        return;
      }
      if (bytes[i] == '"') {
        break;
      }
      boolean brief = i + 1 < bytes.length && PlainText.isBrief(bytes[i + 1]);
      kind = Math.max(kind, brief ? ESCAPED : CODED);
      i += 2;
    }
    node(kind, from, i);
    at = i + 1;
  }

  private void scalar() {
    int from = at;
    while (at < bytes.length && isScalar(bytes[at])) {
      at++;
    }
    failed |= !Scalars.valid(bytes, from, at);
    node(SCALAR, from, at);
  }

  private static boolean isScalar(byte b) {
    return (b >= '0' && b <= '9')
        || (b >= 'a' && b <= 'z')
        || b == 'E'
        || b == '.'
        || b == '-'
        || b == '+';
  }

  private int node(int kind, int from, int to) {
    if (count == MOST_NODES) {
      failed = true;
      return count - 1;
    }
    if ((count + 1) * STRIDE > cells.length) {
      cells = Arrays.copyOf(cells, cells.length * 2);
    }
    int cell = count * STRIDE;
    cells[cell] = kind;
    cells[cell + 1] = from;
    cells[cell + 2] = to;
    cells[cell + 3] = count + 1;
    return count++;
  }

  private void end(int node) {
    cells[node * STRIDE + 2] = at;
    cells[node * STRIDE + 3] = count;
  }

  private void space() {
    while (at < bytes.length && isSpace(bytes[at])) {
      at++;
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
