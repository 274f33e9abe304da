// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.contract.BodyFilter;
import java.io.IOException;
import java.nio.ByteBuffer;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Source;

/** Passes a body through a filter, piece by piece as the application asks for them. */
final class FilteredSource extends ForwardingSource {
  private static final long PIECE = 8192;

  private final BodyFilter filter;
  private final Buffer raw = new Buffer();
  private final Buffer ready = new Buffer();
  private boolean finished;

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
      if (finished) {
        return -1;
      }
      finished = super.read(raw, PIECE) < 0;
      if (raw.size() > 0) {
        Pieces.write(filter.filter(ByteBuffer.wrap(raw.readByteArray())), ready);
      }
      if (finished) {
        Pieces.write(filter.finish(), ready);
      }
    }
    return ready.read(sink, byteCount);
  }
}
