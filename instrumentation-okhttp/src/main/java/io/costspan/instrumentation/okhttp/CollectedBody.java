// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import java.io.IOException;
import java.nio.ByteBuffer;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.Okio;
import okio.Sink;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A request body that was read before it is sent, and is sent in place of the one it was read from:
 * same type, same length or lack of it, same willingness to be sent again, same bytes, and the same
 * exception where writing it failed.
 */
final class CollectedBody extends RequestBody {
  private final RequestBody body;
  private final byte[] bytes;
  private final @Nullable Throwable failure;

  private CollectedBody(RequestBody body, byte[] bytes, @Nullable Throwable failure) {
    this.body = body;
    this.bytes = bytes;
    this.failure = failure;
  }

  /**
   * Reads {@code body}, when that can be done within {@code limit} bytes and without spoiling it.
   *
   * @return {@code null} when it was not, or not irrevocably, read
   */
  static @Nullable CollectedBody collect(RequestBody body, int limit) throws IOException {
    if (LaterMethods.isDuplex(body)) {
      return null;
    }
    long length = body.contentLength();
    boolean oneShot = LaterMethods.isOneShot(body) || !LaterMethods.knowsOneShot();
    if (length > limit || (length < 0 && oneShot)) {
      return null;
    }
    Collector collector = new Collector(limit);
    BufferedSink sink = Okio.buffer(collector);
    Throwable failure = null;
    try {
      body.writeTo(sink);
      collector.take(sink);
    } catch (Throwable thrown) {
      failure = thrown;
    }
    if (collector.overflown && !oneShot) {
      return null;
    }
    return new CollectedBody(body, collector.bytes.readByteArray(), failure);
  }

  /** The bytes, read-only; {@code null} when the application failed to write them all. */
  @Nullable ByteBuffer whole() {
    return failure == null ? ByteBuffer.wrap(bytes).asReadOnlyBuffer() : null;
  }

  @Override
  public @Nullable MediaType contentType() {
    return body.contentType();
  }

  @Override
  public long contentLength() throws IOException {
    return body.contentLength();
  }

  /** Overrides OkHttp's own from 3.14 on. */
  public boolean isOneShot() {
    return LaterMethods.isOneShot(body);
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    sink.write(bytes);
    if (failure instanceof IOException exception) {
      throw exception;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (failure instanceof Error error) {
      throw error;
    }
  }

  /** Keeps what is written to it, up to a limit. */
  private static final class Collector implements Sink {
    final Buffer bytes = new Buffer();
    private final int limit;
    boolean overflown;
    private boolean closed;

    Collector(int limit) {
      this.limit = limit;
    }

    /** What the writer left in its buffer, unless it closed that. */
    void take(BufferedSink sink) throws IOException {
      if (!closed) {
        sink.emit();
      }
    }

    @Override
    public void write(Buffer source, long byteCount) throws IOException {
      if (bytes.size() + byteCount > limit) {
        overflown = true;
        throw new IOException("request body is longer than it said");
      }
      bytes.write(source, byteCount);
    }

    @Override
    public void flush() {}

    @Override
    public Timeout timeout() {
      return Timeout.NONE;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
