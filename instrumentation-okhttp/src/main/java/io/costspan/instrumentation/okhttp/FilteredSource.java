// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import java.io.IOException;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * Gives the application what a filter made of a body, and has the body read piece by piece as the
 * application asks for it. Where the body breaks off, what the filter held of it comes before the
 * exception.
 */
final class FilteredSource extends ForwardingSource {
  private static final long PIECE = 8192;

  private final FilteredBytes filtered;
  private final Buffer none = new Buffer();
  private boolean over;
  private @Nullable IOException failure;

  /**
   * @param source gives nothing, and passes what it reads to {@code filtered}
   */
  FilteredSource(Source source, FilteredBytes filtered) {
    super(source);
    this.filtered = filtered;
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    if (byteCount == 0) {
      return 0;
    }
    while (filtered.none()) {
      if (failure != null) {
        throw failure;
      }
      if (over) {
        return -1;
      }
      over = readOn();
    }
    return filtered.read(sink, byteCount);
  }

  /** Reads a piece; gives whether there is none any more. */
  private boolean readOn() {
    try {
      return super.read(none, PIECE) < 0;
    } catch (IOException brokenOff) {
      failure = brokenOff;
      return true;
    }
  }
}
