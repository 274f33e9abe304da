// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A request body.
 *
 * @param bytes what it holds, position 0
 */
public record TestBody(Kind kind, ByteBuffer bytes) {

  /** A request without a body. */
  public static final TestBody NONE = new TestBody(Kind.NONE, ByteBuffer.allocate(0));

  /** A body of text in UTF-8. */
  public static TestBody of(Kind kind, String text) {
    return of(kind, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A body of these bytes. */
  public static TestBody of(Kind kind, byte[] bytes) {
    return new TestBody(kind, ByteBuffer.wrap(bytes.clone()).asReadOnlyBuffer());
  }

  /** A copy of the bytes. */
  public byte[] toBytes() {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return copy;
  }

  /** How the client gets at the bytes. */
  public enum Kind {
    /** No body at all. */
    NONE,
    /** In memory, length known, may be sent again. */
    BYTES,
    /** A stream of unknown length that may be opened again. */
    STREAM,
    /** A stream of unknown length that can be read once. */
    ONE_SHOT,
    /** A stream of unknown length that throws an {@code IOException} half way. */
    BROKEN
  }
}
