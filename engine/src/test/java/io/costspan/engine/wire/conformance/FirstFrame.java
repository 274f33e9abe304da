// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.conformance;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;

/**
 * The first message of AWS's binary event stream ({@code application/vnd.amazon.eventstream}): two
 * lengths and their checksum, headers, payload, the checksum of all.
 */
final class FirstFrame {
  private static final int PRELUDE = 12;
  private static final int CHECKSUM = 4;

  private final byte[] body;
  private final int length;

  FirstFrame(byte[] body) {
    this.body = body;
    this.length = ByteBuffer.wrap(body).getInt();
  }

  /** Whether a body is such a stream: it begins with a length, no text begins with that. */
  static boolean begins(byte[] body) {
    return body.length > PRELUDE && body[0] == 0;
  }

  /** The body with the message in it so many times more. */
  byte[] repeated(int bytes) {
    ByteBuffer all = ByteBuffer.allocate(bytes / length * length + body.length);
    while (all.remaining() > body.length) {
      all.put(body, 0, length);
    }
    return all.put(body).array();
  }

  /** The body with another payload in the message. */
  byte[] with(UnaryOperator<byte[]> change) {
    int headers = ByteBuffer.wrap(body).getInt(4);
    byte[] payload = change.apply(Arrays.copyOfRange(body, PRELUDE + headers, length - CHECKSUM));
    int longer = PRELUDE + headers + payload.length + CHECKSUM;
    ByteBuffer all = ByteBuffer.allocate(longer + body.length - length);
    all.putInt(longer).putInt(headers).putInt(checksum(all.array(), 8));
    all.put(body, PRELUDE, headers).put(payload);
    all.putInt(checksum(all.array(), longer - CHECKSUM));
    return all.put(body, length, body.length - length).array();
  }

  private static int checksum(byte[] bytes, int to) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, to);
    return (int) crc.getValue();
  }
}
