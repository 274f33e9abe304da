// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.streamusage;

/**
 * Steps through the members of one JSON object (RFC 8259) within a text and says where they stand.
 * What nested values hold is stepped over, not checked. Not thread-safe.
 *
 * <pre>
 *   while (members.next()) { ... name, from(), to() ... }
 *   if (members.whole()) { ... the object was one, from brace to brace ... }
 * </pre>
 */
final class JsonMembers {
  private final byte[] text;
  private final int end;

  private int at;
  private int count;
  private int nameFrom;
  private int nameTo;
  private int from;
  private int to;
  private boolean whole;

  /**
   * @param start where the object's opening brace stands, or white space before it
   * @param end where the text ends
   */
  JsonMembers(byte[] text, int start, int end) {
    this.text = text;
    this.end = end;
    this.at = start;
  }

  /** Goes to the next member; false at the end, or where the text is no JSON object. */
  boolean next() {
    if (whole || at < 0) {
      return false;
    }
    boolean found = count == 0 ? first() : further();
    count += found ? 1 : 0;
    at = found || whole ? at : -1;
    return found;
  }

  /** Whether the closing brace was met. */
  boolean whole() {
    return whole;
  }

  /** How many members were met. */
  int count() {
    return count;
  }

  /** Just behind what was read last: behind the closing brace once the object is whole. */
  int position() {
    return at;
  }

  /** Whether the member's name is this; a name with an escape in it is never said to be. */
  boolean named(String name) {
    if (nameTo - nameFrom != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (text[nameFrom + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the member's name is written with an escape, and may be any name. */
  boolean veiled() {
    for (int i = nameFrom; i < nameTo; i++) {
      if (text[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  /** Where the member's value begins. */
  int from() {
    return from;
  }

  /** Just behind the member's value. */
  int to() {
    return to;
  }

  private boolean first() {
    at = blank(at);
    if (at >= end || text[at] != '{') {
      return false;
    }
    int inner = blank(at + 1);
    if (inner < end && text[inner] == '}') {
      at = inner + 1;
      whole = true;
      return false;
    }
    return member(inner);
  }

  private boolean further() {
    int next = blank(at);
    if (next < end && text[next] == '}') {
      at = next + 1;
      whole = true;
      return false;
    }
    return next < end && text[next] == ',' && member(blank(next + 1));
  }

  private boolean member(int start) {
    if (start >= end || text[start] != '"') {
      return false;
    }
    int close = string(start);
    int colon = close < 0 ? -1 : blank(close);
    if (colon < 0 || colon >= end || text[colon] != ':') {
      return false;
    }
    nameFrom = start + 1;
    nameTo = close - 1;
    from = blank(colon + 1);
    to = value(from);
    at = to;
    return to > from;
  }

  /** Just behind the value that starts here; -1 when it does not end. */
  private int value(int start) {
    if (start >= end) {
      return -1;
    }
    return switch (text[start]) {
      case '"' -> string(start);
      case '{', '[' -> nested(start);
      default -> scalar(start);
    };
  }

  private int scalar(int start) {
    int i = start;
    while (i < end && text[i] > ' ' && text[i] != ',' && text[i] != '}' && text[i] != ']') {
      i++;
    }
    return i;
  }

  private int nested(int start) {
    int depth = 0;
    for (int i = start; i < end; i++) {
      switch (text[i]) {
        case '"' -> {
          int close = string(i);
          if (close < 0) {
            return -1;
          }
          i = close - 1;
        }
        case '{', '[' -> depth++;
        case '}', ']' -> {
          if (--depth == 0) {
            return i + 1;
          }
        }
        default -> {}
      }
    }
    return -1;
  }

  private int string(int start) {
    byte[] bytes = text;
    int i = start + 1;
    while (i < end) {
      byte b = bytes[i++];
      if (b == '"') {
        return i;
      }
      if (b == '\\') {
        i++;
      }
    }
    return -1;
  }

  /** The first byte from here on that is no white space. */
  private int blank(int start) {
    int i = start;
    while (i < end && (text[i] == ' ' || text[i] == '\n' || text[i] == '\r' || text[i] == '\t')) {
      i++;
    }
    return i;
  }
}
