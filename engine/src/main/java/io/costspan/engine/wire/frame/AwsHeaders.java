// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.frame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The headers of one AWS event-stream message, byte by byte: {@code length of name, name, type,
 * value}, where a value of variable length has two bytes of length in front. Only what says how to
 * take the payload is kept. Not thread-safe.
 */
final class AwsHeaders {
  private static final int NAME_LENGTH = 0;
  private static final int NAME = 1;
  private static final int TYPE = 2;
  private static final int LENGTH_HIGH = 3;
  private static final int LENGTH_LOW = 4;
  private static final int VALUE = 5;
  private static final int WRONG = 6;

  private static final int LONGEST_VALUE = 128;

  /** Bytes of a value, by its type; -1 where its length stands in front of it. */
  private static final int[] WIDTHS = {0, 0, 1, 2, 4, 8, -1, -1, 8, 16};

  private static final byte[] MESSAGE_TYPE = ascii(":message-type");
  private static final byte[] EVENT_TYPE = ascii(":event-type");
  private static final byte[] EXCEPTION_TYPE = ascii(":exception-type");
  private static final byte[] ERROR_CODE = ascii(":error-code");
  private static final byte[] EVENT = ascii("event");
  private static final byte[] CHUNK = ascii("chunk");
  private static final byte[] PAYLOAD_PART = ascii("PayloadPart");

  private final byte[] name = new byte[255];
  private final byte[] value = new byte[LONGEST_VALUE];
  private int state;
  private int nameLength;
  private int valueLength;
  private int at;

  private boolean event;
  private boolean chunk;
  private boolean part;
  private @Nullable String problem;

  /** Another message's headers begin. */
  void clear() {
    state = NAME_LENGTH;
    event = true;
    chunk = false;
    part = false;
    problem = null;
  }

  /** Whether the message is an event, and not an exception or an error. */
  boolean event() {
    return event;
  }

  /** Whether the payload wraps a document in base64, as Bedrock's invoke streams do. */
  boolean chunk() {
    return event && chunk;
  }

  /** Whether the payload is a piece of the model server's own body, as SageMaker's are. */
  boolean part() {
    return event && part;
  }

  /** The name of the exception or error, where the message is one that says it. */
  @Nullable String problem() {
    return event ? null : problem;
  }

  void feed(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      int b = bytes[i] & 0xff;
      switch (state) {
        case NAME_LENGTH -> {
          nameLength = b;
          at = 0;
          state = b == 0 ? TYPE : NAME;
        }
        case NAME -> {
          name[at++] = bytes[i];
          state = at == nameLength ? TYPE : NAME;
        }
        case TYPE -> type(b);
        case LENGTH_HIGH -> {
          valueLength = b << 8;
          state = LENGTH_LOW;
        }
        case LENGTH_LOW -> value(valueLength | b);
        case VALUE -> {
          if (at < LONGEST_VALUE) {
            value[at] = bytes[i];
          }
          if (++at == valueLength) {
            told();
          }
        }
        default -> {
          return;
        }
      }
    }
  }

  private void type(int type) {
    if (type >= WIDTHS.length) {
      state = WRONG;
    } else if (WIDTHS[type] < 0) {
      state = LENGTH_HIGH;
    } else {
      value(WIDTHS[type]);
    }
  }

  private void value(int length) {
    valueLength = length;
    at = 0;
    state = length == 0 ? NAME_LENGTH : VALUE;
  }

  private void told() {
    state = NAME_LENGTH;
    if (valueLength > LONGEST_VALUE) {
      return;
    }
    if (is(MESSAGE_TYPE, name, nameLength)) {
      event = is(EVENT, value, valueLength);
    } else if (is(EVENT_TYPE, name, nameLength)) {
      chunk = is(CHUNK, value, valueLength);
      part = is(PAYLOAD_PART, value, valueLength);
    } else if (is(EXCEPTION_TYPE, name, nameLength) || is(ERROR_CODE, name, nameLength)) {
      problem = new String(value, 0, valueLength, StandardCharsets.UTF_8);
    }
  }

  private static boolean is(byte[] wanted, byte[] bytes, int length) {
    return wanted.length == length && Arrays.equals(wanted, 0, length, bytes, 0, length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
