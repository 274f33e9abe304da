// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.Dialect;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads bodies the way the meter does, for tests of what they mean. */
record Reading(Endpoint endpoint, int status, Map<String, String> headers) {

  static Reading of(Dialect dialect, String provider) {
    return of(dialect, provider, "chat", null);
  }

  static Reading of(
      Dialect dialect, String provider, String operation, @Nullable Boolean pathStream) {
    return new Reading(
        new Endpoint(provider, operation, dialect, "h", 443, null, pathStream), 200, Map.of());
  }

  Reading with(String header, String value) {
    return new Reading(endpoint, status, Map.of(header, value));
  }

  Reading status(int other) {
    return new Reading(endpoint, other, headers);
  }

  BodyReader<ResponseFacts> reader() {
    return endpoint
        .dialect()
        .response(endpoint, RequestFacts.UNKNOWN, new ResponseHead(status, headers::get));
  }

  ResponseFacts response(String body) {
    return response(utf8(body));
  }

  ResponseFacts response(ByteBuffer body) {
    BodyReader<ResponseFacts> reader = reader();
    reader.data(body);
    return reader.finish(true);
  }

  RequestFacts request(String body) {
    BodyReader<RequestFacts> reader = endpoint.dialect().request(endpoint);
    reader.data(utf8(body));
    return reader.finish(true);
  }

  static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
