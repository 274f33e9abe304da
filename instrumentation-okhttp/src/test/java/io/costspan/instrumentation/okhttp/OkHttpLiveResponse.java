// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.instrumentation.testing.client.LiveResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import okhttp3.Response;

/** A response whose body is read as a stream. */
final class OkHttpLiveResponse implements LiveResponse {
  private final Response response;
  private final InputStream body;

  OkHttpLiveResponse(Response response) {
    this.response = response;
    this.body = new AsksForSomething(response.body().byteStream());
  }

  @Override
  public int status() {
    return response.code();
  }

  @Override
  public Map<String, List<String>> headers() {
    return response.headers().toMultimap();
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public void close() {
    response.body().close();
  }

  /** okio's streams wait for more even when asked for no byte at all, as the JDK's readers do. */
  private static final class AsksForSomething extends FilterInputStream {
    AsksForSomething(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return length == 0 ? 0 : super.read(into, offset, length);
    }
  }
}
