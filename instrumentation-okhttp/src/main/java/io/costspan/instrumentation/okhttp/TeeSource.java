// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.contract.BodyTap;
import io.costspan.contract.guard.FaultBreaker;
import io.costspan.contract.guard.ForgottenBodies;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.Cleaner.Cleanable;
import java.lang.ref.Reference;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;

/**
 * Shows a tap what the application has read of a response body, and tells it the end: the last byte
 * of a known length, the end of the stream, an error, {@code close}, or that nobody can read on any
 * more. Nothing is read that the application did not ask for, not even on {@code close}.
 */
final class TeeSource extends ForwardingSource {
  private final ResponseBody body;
  private final BodyTap tap;
  private final FaultBreaker breaker;
  private final OutputStream stream;
  private final long length;

  /**
   * What was read last; moved on at once. Looking for it at the end of the reader's own buffer
   * would walk through all that one holds, each time.
   */
  private final Buffer piece = new Buffer();

  private final Cleanable watch;
  private long seen;

  /** Takes over {@code body}. The tap must bear superfluous endings and never throw. */
  TeeSource(ResponseBody body, BodyTap tap, FaultBreaker breaker) {
    super(body.source());
    this.body = body;
    this.tap = tap;
    this.breaker = breaker;
    this.stream = new TapStream(tap);
    this.length = body.contentLength();
    this.watch = ForgottenBodies.watch(this, tap);
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    try {
      return readOn(sink, byteCount);
    } finally {
      Reference.reachabilityFence(this); // not forgotten while it is being read
    }
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      body.close();
      tap.abort(null);
      watch.clean();
    }
  }

  private long readOn(Buffer sink, long byteCount) throws IOException {
    long count;
    try {
      count = super.read(piece, byteCount);
    } catch (Throwable failure) {
      tap.abort(failure);
      watch.clean();
      throw failure;
    }
    if (count < 0) {
      tap.end();
      watch.clean();
    } else {
      show(count);
      sink.write(piece, count);
    }
    return count;
  }

  private void show(long count) {
    try {
      piece.copyTo(stream, 0, count);
      seen += count;
      if (seen == length) {
        // many readers stop here and never ask for the end of the stream
        tap.end();
        watch.clean();
      }
    } catch (Throwable fault) {
      breaker.fault(fault);
    }
  }
}
