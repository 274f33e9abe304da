// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.instrumentation.testing.client.TestBody;
import io.costspan.instrumentation.testing.client.TestRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.atomic.AtomicBoolean;

/** Makes the JDK's requests of the suite's. */
final class JdkRequests {
  private JdkRequests() {}

  static HttpRequest of(TestRequest request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.url())
            .method(request.method(), publisher(request.body()))
            .expectContinue(request.expectContinue());
    request.headers().forEach(builder::setHeader);
    if (request.timeout() != null) {
      builder.timeout(request.timeout());
    }
    return builder.build();
  }

  private static BodyPublisher publisher(TestBody body) {
    byte[] bytes = body.toBytes();
    return switch (body.kind()) {
      case NONE -> BodyPublishers.noBody();
      case BYTES -> BodyPublishers.ofByteArray(bytes);
      case STREAM -> BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
      case ONE_SHOT -> oneShot(bytes);
      case BROKEN ->
          BodyPublishers.ofInputStream(
              () -> new SequenceInputStream(new ByteArrayInputStream(bytes), new Breaking()));
    };
  }

  private static BodyPublisher oneShot(byte[] bytes) {
    AtomicBoolean opened = new AtomicBoolean();
    return BodyPublishers.ofInputStream(
        () -> {
          if (!opened.compareAndSet(false, true)) {
            throw new IllegalStateException("a one-shot body was opened twice");
          }
          return new ByteArrayInputStream(bytes);
        });
  }

  private static final class Breaking extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("the application's own body broke");
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return read();
    }
  }
}
