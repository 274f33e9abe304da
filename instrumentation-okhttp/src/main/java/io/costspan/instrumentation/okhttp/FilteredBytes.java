// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.contract.BodyFilter;
import java.nio.ByteBuffer;
import okio.Buffer;

/** What a filter made of a body, until somebody takes it. Used by one thread at a time. */
final class FilteredBytes {
  private final BodyFilter filter;
  private final Buffer ready = new Buffer();
  private boolean finished;

  /**
   * @param filter never throws
   */
  FilteredBytes(BodyFilter filter) {
    this.filter = filter;
  }

  /** Passes all that {@code raw} holds through the filter. */
  void filter(Buffer raw) {
    Pieces.write(filter.filter(ByteBuffer.wrap(raw.readByteArray())), ready);
  }

  /** The body has ended, or broken off; idempotent. */
  void finish() {
    if (!finished) {
      finished = true;
      Pieces.write(filter.finish(), ready);
    }
  }

  /** Whether there is nothing to be taken now. */
  boolean none() {
    return ready.size() == 0;
  }

  /** Moves up to {@code most} bytes, as {@link okio.Source#read} does. */
  long read(Buffer sink, long most) {
    return ready.read(sink, most);
  }

  /** Nobody takes what is there. */
  void drop() {
    ready.clear();
  }
}
