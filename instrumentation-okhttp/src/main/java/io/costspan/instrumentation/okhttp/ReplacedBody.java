// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import java.io.IOException;
import java.nio.ByteBuffer;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** The bytes an engine wants sent instead of the application's. */
final class ReplacedBody extends RequestBody {
  private final ByteBuffer bytes;
  private final @Nullable MediaType type;
  private final @Nullable RequestBody replaced;

  ReplacedBody(ByteBuffer bytes, @Nullable MediaType type, @Nullable RequestBody replaced) {
    this.bytes = bytes.duplicate();
    this.type = type;
    this.replaced = replaced;
  }

  @Override
  public @Nullable MediaType contentType() {
    return type;
  }

  @Override
  public long contentLength() {
    return bytes.remaining();
  }

  /** Overrides OkHttp's own from 3.14 on: what was not to be sent again still is not. */
  public boolean isOneShot() {
    return replaced != null && LaterMethods.isOneShot(replaced);
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    Pieces.write(bytes.duplicate(), sink.buffer());
    sink.emitCompleteSegments();
  }
}
