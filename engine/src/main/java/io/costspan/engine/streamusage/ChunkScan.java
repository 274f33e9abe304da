// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.streamusage;

/**
 * Follows the JSON object of one chunk, byte by byte, and tells what its members {@code choices}
 * and {@code usage} are as soon as that is certain. Everything else is stepped over. Not
 * thread-safe.
 */
final class ChunkScan {
  /** What a byte made certain. */
  enum Sign {
    NOTHING,
    /** It opens a member: the object's brace, or a comma. */
    MEMBER,
    /** It follows upon {@code "usage":null}, and shows that it is the member's whole value. */
    NULL_USAGE,
    /** It shows that {@code choices} are not empty. */
    FILLED,
    /** It closes the object. */
    CLOSED,
    /** This is no chunk. */
    LOST
  }

  private enum State {
    OPEN,
    FIRST_NAME,
    NEXT_NAME,
    NAME,
    COLON,
    VALUE,
    CHOICES,
    NESTED,
    SCALAR,
    NULL,
    NULL_END,
    AFTER,
    CLOSED,
    LOST
  }

  private enum Name {
    USAGE("usage"),
    CHOICES("choices"),
    OTHER("");

    private final String text;

    Name(String text) {
      this.text = text;
    }
  }

  private static final String NULL = "null";

  private State state = State.OPEN;
  private Name name = Name.OTHER;
  private int matched;
  private int depth;
  private boolean inString;
  private boolean escaped;
  private boolean noChoices;
  private boolean usage;

  /** Goes back to before the first byte. */
  void reset() {
    state = State.OPEN;
    depth = 0;
    inString = false;
    escaped = false;
    noChoices = false;
    usage = false;
  }

  /** Whether {@code choices} is an empty array. */
  boolean noChoices() {
    return noChoices;
  }

  /** Whether the chunk has no choices, and usage: nobody sends one that was not asked to. */
  boolean usageAlone() {
    return noChoices && usage;
  }

  /** Whether the object is closed. */
  boolean closed() {
    return state == State.CLOSED;
  }

  /** Whether the member that was opened last may yet turn out to be {@code "usage":null}. */
  boolean maybeNullUsage() {
    return switch (state) {
      case NEXT_NAME, NULL, NULL_END -> true;
      case NAME, COLON, VALUE -> name == Name.USAGE;
      default -> false;
    };
  }

  /** Steps over bytes of the line that decide nothing; gives the index of the next that may. */
  int through(byte[] text, int from, int to) {
    int i = from;
    while (i < to && (state == State.NESTED || (state == State.NAME && name == Name.OTHER))) {
      if (!escaped && (inString || state == State.NAME)) {
        i = throughText(text, i, to);
      }
      if (i == to || text[i] == '\n' || text[i] == '\r') {
        return i;
      }
      accept(text[i++]);
    }
    return i;
  }

  /** Most of a chunk is text, in which only its end and an escape mean something. */
  private static int throughText(byte[] text, int from, int to) {
    int i = from;
    while (i < to && text[i] != '"' && text[i] != '\\' && text[i] != '\n' && text[i] != '\r') {
      i++;
    }
    return i;
  }

  Sign accept(byte b) {
    if (state == State.NAME) {
      return name(b);
    }
    if (state == State.NESTED) {
      return nested(b);
    }
    if (b == ' ' || b == '\t') {
      state = state == State.SCALAR ? State.AFTER : state;
      return Sign.NOTHING;
    }
    return switch (state) {
      case OPEN -> b == '{' ? to(State.FIRST_NAME, Sign.MEMBER) : lost();
      case FIRST_NAME -> b == '}' ? to(State.CLOSED, Sign.CLOSED) : nameStart(b);
      case NEXT_NAME -> nameStart(b);
      case COLON -> b == ':' ? to(State.VALUE, Sign.NOTHING) : lost();
      case VALUE -> value(b);
      case CHOICES -> choices(b);
      case NULL -> nullWord(b);
      case NULL_END -> nullEnd(b);
      case SCALAR -> b == ',' || b == '}' ? after(b) : Sign.NOTHING;
      case AFTER -> after(b);
      default -> lost();
    };
  }

  private Sign nameStart(byte b) {
    name = Name.USAGE;
    matched = 0;
    return b == '"' ? to(State.NAME, Sign.NOTHING) : lost();
  }

  private Sign name(byte b) {
    if (escaped) {
      escaped = false;
    } else if (b == '\\') {
      escaped = true;
      name = Name.OTHER;
    } else if (b == '"') {
      name = matched == name.text.length() ? name : Name.OTHER;
      return to(State.COLON, Sign.NOTHING);
    } else {
      if (matched == 0 && b == 'c') {
        name = Name.CHOICES;
      }
      boolean same = matched < name.text.length() && name.text.charAt(matched) == b;
      name = same ? name : Name.OTHER;
      matched++;
    }
    return Sign.NOTHING;
  }

  private Sign value(byte b) {
    if (name == Name.CHOICES) {
      // anything but an array is not what is looked for
      return b == '[' ? to(State.CHOICES, Sign.NOTHING) : filled(b);
    }
    if (name == Name.USAGE) {
      usage = b == '{';
      matched = 1;
      if (b == 'n') {
        return to(State.NULL, Sign.NOTHING);
      }
    }
    return anyValue(b);
  }

  private Sign choices(byte b) {
    if (b == ']') {
      noChoices = true;
      return to(State.AFTER, Sign.NOTHING);
    }
    depth = 1;
    return filled(b);
  }

  private Sign filled(byte b) {
    Sign sign = anyValue(b);
    return sign == Sign.LOST ? sign : Sign.FILLED;
  }

  /** The first byte of a value, or of an array's first element. */
  private Sign anyValue(byte b) {
    if (depth == 0 && b != '"' && b != '{' && b != '[') {
      return b == ',' || b == '}' || b == ']' ? lost() : to(State.SCALAR, Sign.NOTHING);
    }
    state = State.NESTED;
    return nested(b);
  }

  private Sign nested(byte b) {
    if (inString) {
      if (escaped) {
        escaped = false;
      } else if (b == '\\') {
        escaped = true;
      } else if (b == '"') {
        inString = false;
      }
    } else if (b == '"') {
      inString = true;
    } else if (b == '{' || b == '[') {
      depth++;
    } else if (b == '}' || b == ']') {
      depth--;
    }
    return depth == 0 && !inString ? to(State.AFTER, Sign.NOTHING) : Sign.NOTHING;
  }

  private Sign nullWord(byte b) {
    if (NULL.charAt(matched) != b) {
      return to(State.SCALAR, Sign.NOTHING);
    }
    matched++;
    return matched == NULL.length() ? to(State.NULL_END, Sign.NOTHING) : Sign.NOTHING;
  }

  private Sign nullEnd(byte b) {
    if (b != ',' && b != '}') {
      return to(State.SCALAR, Sign.NOTHING);
    }
    return to(b == ',' ? State.NEXT_NAME : State.CLOSED, Sign.NULL_USAGE);
  }

  private Sign after(byte b) {
    return b == ','
        ? to(State.NEXT_NAME, Sign.MEMBER)
        : b == '}' ? to(State.CLOSED, Sign.CLOSED) : lost();
  }

  private Sign lost() {
    return to(State.LOST, Sign.LOST);
  }

  private Sign to(State next, Sign sign) {
    state = next;
    return sign;
  }
}
