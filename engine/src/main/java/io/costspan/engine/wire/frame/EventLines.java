// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.frame;

import io.costspan.engine.wire.json.JsonWalker;

/**
 * Reads server-sent events (the HTML standard's {@code text/event-stream}) and feeds the data of
 * each to a {@link JsonWalker} as it arrives, so that an event may be of any length. Lines end with
 * LF, CR or both. Other fields, comments and lines that are none of these are passed over, with one
 * exception: gpustack reports a failure as a line {@code error: {...}}, which is read like data.
 */
final class EventLines {
  private static final int NAME = 0;
  private static final int SPACE = 1;
  private static final int DATA = 2;
  private static final int IGNORE = 3;

  private static final byte[] DATA_FIELD = {'d', 'a', 't', 'a'};
  private static final byte[] ERROR_FIELD = {'e', 'r', 'r', 'o', 'r'};

  private final JsonWalker<?> walker;
  private final byte[] newline = {'\n'};

  private int state = NAME;
  private int nameLength;
  private boolean isData = true;
  private boolean isError = true;
  private boolean afterCr;
  private long eventBytes;
  private boolean malformed;
  private boolean done;

  EventLines(JsonWalker<?> walker) {
    this.walker = walker;
  }

  /**
   * Whether the data of an event was not JSON; the customary {@code [DONE]} is not held against.
   */
  boolean malformed() {
    return malformed;
  }

  /** Whether {@code [DONE]} has come, after which nothing does. */
  boolean done() {
    return done;
  }

  void feed(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      byte b = bytes[i];
      if (b == '\n' || b == '\r') {
        if (!(b == '\n' && afterCr)) {
          endLine();
        }
        afterCr = b == '\r';
        i++;
        continue;
      }
      afterCr = false;
      switch (state) {
        case NAME -> {
          name(b);
          i++;
        }
        case SPACE -> {
          i = b == ' ' ? i + 1 : i;
          state = DATA;
        }
        default -> {
          int end = i + 1;
          while (end < to && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
          }
          if (state == DATA) {
            data(bytes, i, end);
          }
          i = end;
        }
      }
    }
  }

  private void name(byte b) {
    if (b == ':') {
      boolean wanted =
          (isData && nameLength == DATA_FIELD.length)
              || (isError && nameLength == ERROR_FIELD.length);
      if (wanted && eventBytes > 0) {
        walker.feed(newline, 0, 1);
      }
      state = wanted ? SPACE : IGNORE;
      return;
    }
    isData &= nameLength < DATA_FIELD.length && DATA_FIELD[nameLength] == b;
    isError &= nameLength < ERROR_FIELD.length && ERROR_FIELD[nameLength] == b;
    nameLength++;
    if (!isData && !isError) {
      state = IGNORE;
    }
  }

  private void data(byte[] bytes, int from, int to) {
    boolean wasLost = walker.lost();
    walker.feed(bytes, from, to);
    if (walker.lost() && !wasLost) {
      boolean mark = isDone(bytes, from, to);
      done |= mark;
      malformed |= !mark;
    }
    eventBytes += to - from;
  }

  /** Whether the data at hand is that of {@code [DONE]}, cut in two after the bracket or not. */
  private boolean isDone(byte[] bytes, int from, int to) {
    return eventBytes == 0
        ? bytes[from] == '[' && to - from > 1 && bytes[from + 1] == 'D'
        : eventBytes == 1 && bytes[from] == 'D' && walker.sawArray();
  }

  private void endLine() {
    if (state == NAME && nameLength == 0) {
      malformed |= walker.within();
      walker.reset();
      eventBytes = 0;
    }
    state = NAME;
    nameLength = 0;
    isData = true;
    isError = true;
  }
}
