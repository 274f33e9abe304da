// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import java.nio.ByteBuffer;
import okio.Buffer;

/** Moves NIO buffers into okio's, which learnt to take them only in 1.15. */
final class Pieces {
  private static final int MOST = 8192;

  private Pieces() {}

  /** Moves all remaining bytes. */
  static void write(ByteBuffer from, Buffer to) {
    while (from.hasRemaining()) {
      write(from, to, MOST);
    }
  }

  /** Moves up to {@code most} bytes and returns how many; not all that would fit, perhaps. */
  static int write(ByteBuffer from, Buffer to, long most) {
    int count = (int) Math.min(Math.min(from.remaining(), MOST), most);
    if (from.hasArray()) {
      to.write(from.array(), from.arrayOffset() + from.position(), count);
      from.position(from.position() + count);
    } else {
      byte[] bytes = new byte[count];
      from.get(bytes);
      to.write(bytes);
    }
    return count;
  }
}
