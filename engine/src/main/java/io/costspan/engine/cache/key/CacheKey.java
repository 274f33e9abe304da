// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.key;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Names one request: a SHA-256 digest, which tells nothing of it. */
public record CacheKey(long first, long second, long third, long fourth) {

  /** Bytes of a key. */
  public static final int LENGTH = 32;

  /** The key of a digest of {@value #LENGTH} bytes. */
  public static CacheKey of(byte[] digest) {
    if (digest.length != LENGTH) {
      throw new IllegalArgumentException("a digest of " + digest.length + " bytes");
    }
    ByteBuffer bytes = ByteBuffer.wrap(digest);
    return new CacheKey(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
  }

  /** The key that {@link #hex} wrote; {@code null} for any other text. */
  public static @Nullable CacheKey parse(String hex) {
    if (hex.length() != 2 * LENGTH) {
      return null;
    }
    try {
      return of(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException notOne) {
      return null;
    }
  }

  /** 64 hex digits. */
  public String hex() {
    HexFormat format = HexFormat.of();
    return format.toHexDigits(first)
        + format.toHexDigits(second)
        + format.toHexDigits(third)
        + format.toHexDigits(fourth);
  }
}
