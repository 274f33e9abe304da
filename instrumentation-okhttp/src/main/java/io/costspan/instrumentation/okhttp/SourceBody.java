// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import okhttp3.MediaType;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * A response body over a source. {@code ResponseBody.create} would do, had not 4.0 changed the
 * order of its arguments.
 */
final class SourceBody extends ResponseBody {
  private final BufferedSource source;
  private final @Nullable MediaType type;
  private final long length;

  /**
   * @param length in bytes, or -1 when not known
   */
  SourceBody(Source source, @Nullable MediaType type, long length) {
    this.source = Okio.buffer(source);
    this.type = type;
    this.length = length;
  }

  @Override
  public @Nullable MediaType contentType() {
    return type;
  }

  @Override
  public long contentLength() {
    return length;
  }

  @Override
  public BufferedSource source() {
    return source;
  }
}
