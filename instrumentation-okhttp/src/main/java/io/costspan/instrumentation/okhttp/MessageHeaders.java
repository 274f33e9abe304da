// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.contract.HeaderReader;
import okhttp3.Headers;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Reads headers for the engine. OkHttp's own {@code header(name)} gives the last value. */
final class MessageHeaders {
  static final HeaderReader<Request> REQUEST = (request, name) -> first(request.headers(), name);
  static final HeaderReader<Response> RESPONSE =
      (response, name) -> first(response.headers(), name);

  private MessageHeaders() {}

  private static @Nullable String first(Headers headers, String name) {
    for (int i = 0, size = headers.size(); i < size; i++) {
      if (headers.name(i).equalsIgnoreCase(name)) {
        return headers.value(i);
      }
    }
    return null;
  }
}
