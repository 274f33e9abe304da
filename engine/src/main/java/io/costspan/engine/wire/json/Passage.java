// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.json;

import org.jspecify.annotations.Nullable;

/**
 * Steps over one value, whatever it holds, and tells its text on the way where that is asked for.
 * Checks nothing but quotes and brackets. Not thread-safe.
 */
final class Passage {
  private static final int LONGEST_NAME = 32;

  private final byte[] name = new byte[LONGEST_NAME];
  private @Nullable Prose told;
  private int depth;
  private boolean inText;
  private boolean escape;

  // only where the text is told
  private boolean names;
  private int nameLength;
  private boolean naming;
  private boolean wanted;
  private boolean valueNext;
  private boolean elements;
  private long arrays;

  /** A string, from behind its opening quote. */
  void openText(@Nullable Prose prose, Prose.@Nullable Kind kind) {
    open(prose, kind);
    depth = 0;
    valueNext = true;
    beginText();
  }

  /** An object or array, from behind its opening bracket. */
  void openContainer(boolean object, @Nullable Prose prose, Prose.@Nullable Kind kind) {
    open(prose, kind);
    depth = 1;
    inText = false;
    valueNext = !object;
    elements = !object;
    arrays = object ? 0 : 1;
  }

  private void open(@Nullable Prose prose, Prose.@Nullable Kind kind) {
    told = kind == null ? null : prose;
    if (told != null && kind != null) {
      names = kind == Prose.Kind.TOOLS;
      nameLength = 0;
      told.open(kind);
    }
  }

  /** Whether the value has ended. */
  boolean ended() {
    return depth == 0 && !inText;
  }

  /** Takes the next bytes; returns the first index behind the value, or {@code to}. */
  int over(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && !ended()) {
      i = inText ? text(bytes, i, to) : structure(bytes, i, to);
    }
    return i;
  }

  private int text(byte[] bytes, int from, int to) {
    int i = from;
    if (escape) {
      escape = false;
      i++;
    }
    while (i < to) {
      byte b = bytes[i++];
      if (b == '"') {
        inText = false;
        if (told != null) {
          tell(told, bytes, from, i - 1);
          endText(told);
        }
        return i;
      }
      if (b == '\\') {
        if (i == to) {
          escape = true;
        }
        i++;
      }
    }
    if (told != null) {
      tell(told, bytes, from, to);
    }
    return to;
  }

  private int structure(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      byte b = bytes[i++];
      switch (b) {
        case '"' -> {
          beginText();
          return i;
        }
        case '{', '[' -> {
          depth++;
          if (told != null) {
            down(told, b == '[');
          }
        }
        case '}', ']' -> {
          arrays >>>= 1;
          if (--depth == 0) {
            return i;
          }
        }
        case ':' -> valueNext = true;
        case ',' -> valueNext = (arrays & 1) == 1;
        default -> {}
      }
    }
    return to;
  }

  /** Beyond 64 levels names and values may be confused, and nothing else. */
  private void down(Prose prose, boolean array) {
    arrays = arrays << 1 | (array ? 1 : 0);
    valueNext = array;
    if (elements && !array && depth == 2) {
      prose.element();
    }
  }

  private void beginText() {
    inText = true;
    escape = false;
    if (told != null) {
      naming = !valueNext;
      nameLength = naming ? 0 : nameLength;
      wanted = naming ? names : told.under(name, nameLength);
    }
  }

  private void tell(Prose prose, byte[] bytes, int from, int to) {
    if (naming) {
      for (int i = from; i < to && nameLength <= LONGEST_NAME; i++) {
        if (nameLength < LONGEST_NAME) {
          name[nameLength] = bytes[i];
        }
        nameLength++;
      }
    }
    if (wanted && to > from) {
      prose.piece(bytes, from, to);
    }
  }

  private void endText(Prose prose) {
    if (wanted) {
      prose.end();
    }
  }
}
