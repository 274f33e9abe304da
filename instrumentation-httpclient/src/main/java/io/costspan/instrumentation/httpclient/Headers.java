// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.HeaderReader;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** How the engine reads the JDK client's messages. */
final class Headers {
  static final HeaderReader<HttpRequest> OF_REQUEST = new OfRequest();
  static final HeaderReader<ResponseInfo> OF_RESPONSE = new OfResponse();

  private Headers() {}

  private static @Nullable String first(HttpHeaders headers, String name) {
    return headers.firstValue(name).orElse(null);
  }

  private static void each(HttpHeaders headers, BiConsumer<String, String> to) {
    headers.map().forEach((name, values) -> values.forEach(value -> to.accept(name, value)));
  }

  private static final class OfRequest implements HeaderReader<HttpRequest> {
    @Override
    public @Nullable String first(HttpRequest request, String name) {
      return Headers.first(request.headers(), name);
    }

    @Override
    public void each(HttpRequest request, BiConsumer<String, String> to) {
      Headers.each(request.headers(), to);
    }
  }

  private static final class OfResponse implements HeaderReader<ResponseInfo> {
    @Override
    public @Nullable String first(ResponseInfo response, String name) {
      return Headers.first(response.headers(), name);
    }

    @Override
    public void each(ResponseInfo response, BiConsumer<String, String> to) {
      Headers.each(response.headers(), to);
    }
  }
}
