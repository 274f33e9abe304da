// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.contract.BodyFilter;
import java.io.IOException;
import java.nio.ByteBuffer;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * Passes a body through a filter, piece by piece as the application asks for them. Where the body
 * breaks off, what the filter held of it comes before the exception.
 */
final class FilteredSource extends ForwardingSource {
  private static final long PIECE = 8192;

  private final BodyFilter filter;
  private final Buffer raw = new Buffer();
  private final Buffer ready = new Buffer();
  private boolean finished;
  private @Nullable IOException failure;

  /**
   * @param filter never throws
   */
  FilteredSource(Source source, BodyFilter filter) {
    super(source);
    this.filter = filter;
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    if (byteCount == 0) {
      return 0;
    }
    while (ready.size() == 0) {
      if (failure != null) {
        throw failure;
      }
      if (finished) {
        return -1;
      }
      finished = readOn();
      if (raw.size() > 0) {
        Pieces.write(filter.filter(ByteBuffer.wrap(raw.readByteArray())), ready);
      }
      if (finished) {
        Pieces.write(filter.finish(), ready);
      }
    }
    return ready.read(sink, byteCount);
  }

  /** Reads a piece; gives whether there is none any more. */
  private boolean readOn() {
    try {
      return super.read(raw, PIECE) < 0;
    } catch (IOException brokenOff) {
      failure = brokenOff;
      return true;
    }
  }
}
