// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.breaker;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * What tells a call from others: its body, its URL and its key, in 64 bits of two checksums that
 * the JVM computes at memory speed. Good to notice accidents, not attacks; nothing is looked up by
 * it but how often it came.
 */
final class CallChecksum {
  private CallChecksum() {}

  /**
   * @param body read whatever its position is moved by
   */
  static long of(String url, @Nullable String key, ByteBuffer body) {
    String head = url + '\n' + (key == null ? "" : key) + '\n';
    byte[] bytes = head.getBytes(StandardCharsets.UTF_8);
    return (long) checksum(new CRC32C(), bytes, body) << Integer.SIZE
        | Integer.toUnsignedLong(checksum(new CRC32(), bytes, body));
  }

  private static int checksum(Checksum checksum, byte[] head, ByteBuffer body) {
    checksum.update(head);
    checksum.update(body.duplicate());
    return (int) checksum.getValue();
  }
}
