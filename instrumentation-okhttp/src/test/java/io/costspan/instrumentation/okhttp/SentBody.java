// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.instrumentation.testing.client.TestBody;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** A request body of the asked-for kind, as an application writes one. */
final class SentBody extends RequestBody {
  private final TestBody body;
  private final AtomicInteger writes = new AtomicInteger();

  SentBody(TestBody body) {
    this.body = body;
  }

  @Override
  public MediaType contentType() {
    return null;
  }

  @Override
  public long contentLength() {
    return body.kind() == TestBody.Kind.BYTES ? body.bytes().remaining() : -1;
  }

  /** Overrides OkHttp's own from 3.14 on. */
  public boolean isOneShot() {
    return body.kind() == TestBody.Kind.ONE_SHOT;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    if (writes.incrementAndGet() > 1 && isOneShot()) {
      throw new IOException("a one-shot body was written twice");
    }
    byte[] bytes = body.toBytes();
    if (body.kind() == TestBody.Kind.BROKEN) {
      sink.write(bytes, 0, bytes.length / 2);
      sink.flush();
      throw new IOException("the body broke");
    }
    sink.write(bytes);
  }
}
