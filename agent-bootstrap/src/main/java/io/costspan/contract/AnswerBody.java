// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a local answer, pulled one piece at a time so that the reader's own pace holds: at
 * once, at a recorded pace, or as another call's answer arrives. One reader; {@link #next()} is not
 * asked again before its last stage has completed.
 */
public interface AnswerBody extends AutoCloseable {

  /**
   * The next piece, never empty; a stage of {@code null} at the end; a stage that fails when the
   * answer breaks off, with the exception the application shall see.
   */
  CompletionStage<@Nullable ByteBuffer> next();

  /** The reader has gone, early or at the end. Idempotent. */
  @Override
  void close();

  /** A body that is there as a whole. The array is not copied. */
  static AnswerBody of(byte[] bytes) {
    return new Whole(bytes);
  }

  /** A body held in one array. */
  final class Whole implements AnswerBody {
    private final byte[] bytes;
    private final AtomicBoolean given = new AtomicBoolean();

    Whole(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public CompletionStage<@Nullable ByteBuffer> next() {
      boolean first = given.compareAndSet(false, true);
      return CompletableFuture.completedFuture(
          first && bytes.length > 0 ? ByteBuffer.wrap(bytes).asReadOnlyBuffer() : null);
    }

    @Override
    public void close() {
      given.set(true);
    }
  }
}
