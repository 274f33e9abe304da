// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.contract.HeaderReader;
import java.util.function.BiConsumer;
import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Reads headers for the engine. OkHttp's own {@code header(name)} gives the last value. */
final class MessageHeaders {
  static final HeaderReader<Request> REQUEST = new OfRequest();
  static final HeaderReader<Response> RESPONSE = new OfResponse();

  private MessageHeaders() {}

  private static @Nullable String first(Headers headers, String name) {
    for (int i = 0, size = headers.size(); i < size; i++) {
      if (headers.name(i).equalsIgnoreCase(name)) {
        return headers.value(i);
      }
    }
    return null;
  }

  private static void each(Headers headers, BiConsumer<String, String> to) {
    for (int i = 0, size = headers.size(); i < size; i++) {
      to.accept(headers.name(i), headers.value(i));
    }
  }

  private static final class OfRequest implements HeaderReader<Request> {
    @Override
    public @Nullable String first(Request request, String name) {
      return MessageHeaders.first(request.headers(), name);
    }

    @Override
    public void each(Request request, BiConsumer<String, String> to) {
      MessageHeaders.each(request.headers(), to);
    }
  }

  private static final class OfResponse implements HeaderReader<Response> {
    @Override
    public @Nullable String first(Response response, String name) {
      return MessageHeaders.first(response.headers(), name);
    }

    @Override
    public void each(Response response, BiConsumer<String, String> to) {
      MessageHeaders.each(response.headers(), to);
    }
  }
}
