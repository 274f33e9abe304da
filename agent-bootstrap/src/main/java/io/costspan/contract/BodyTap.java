// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Sees a body's bytes after the application's own reader has them. Calls come one after the other,
 * possibly from different threads; the first ending wins and everything after it is ignored.
 */
public interface BodyTap {

  /** A tap that looks at nothing. */
  BodyTap NONE =
      new BodyTap() {
        @Override
        public void data(ByteBuffer bytes) {}

        @Override
        public void end() {}

        @Override
        public void abort(@Nullable Throwable cause) {}
      };

  /**
   * More bytes. The buffer is valid during the call only; its position may be moved, its content
   * not changed.
   */
  void data(ByteBuffer bytes);

  /** The body has been read to its end. */
  void end();

  /**
   * The body will not be read to its end.
   *
   * @param cause the transport's error; {@code null} when the application closed, cancelled or
   *     forgot the body
   */
  void abort(@Nullable Throwable cause);

  /**
   * Whether somebody else waits for the rest of the body. A glue asks when the application closes
   * or cancels an answer before its end; where its client lets it, it then reads the rest for the
   * tap alone, on a thread of ours, and only then ends the tap.
   */
  default boolean readOn() {
    return false;
  }
}
