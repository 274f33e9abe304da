// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.contract.BodyTap;
import io.costspan.contract.guard.FaultBreaker;
import java.io.IOException;
import java.io.OutputStream;
import okio.Buffer;
import okio.ForwardingSink;
import okio.Sink;

/** Shows a tap what is written, just before it is: afterwards the bytes are gone. */
final class TeeSink extends ForwardingSink {
  private final OutputStream tap;
  private final FaultBreaker breaker;
  private boolean closed;

  TeeSink(Sink sink, BodyTap tap, FaultBreaker breaker) {
    super(sink);
    this.tap = new TapStream(tap);
    this.breaker = breaker;
  }

  @Override
  public void write(Buffer source, long byteCount) throws IOException {
    show(source, byteCount);
    super.write(source, byteCount);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    super.close();
  }

  boolean closed() {
    return closed;
  }

  private void show(Buffer source, long byteCount) {
    try {
      source.copyTo(tap, 0, byteCount);
    } catch (Throwable fault) {
      breaker.fault(fault);
    }
  }
}
