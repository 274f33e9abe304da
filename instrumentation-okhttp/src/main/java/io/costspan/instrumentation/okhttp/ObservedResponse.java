// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.contract.BodyFilter;
import io.costspan.contract.BodyTap;
import io.costspan.contract.Reaction;
import io.costspan.contract.guard.FaultBreaker;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Source;

/** The network's response with a body that is seen, and perhaps filtered, as it is read. */
final class ObservedResponse {
  private ObservedResponse() {}

  /**
   * @param sent what was handed to OkHttp
   * @param original what the application made; a response to {@code sent} is shown as one to it
   */
  static Response of(
      Response response, Request sent, Request original, Reaction reaction, FaultBreaker breaker) {
    BodyTap tap = reaction.tap();
    ResponseBody body = response.body();
    if (response.code() == 101) {
      tap.end(); // the connection now speaks something else
      return response;
    }
    if (bodiless(response, body)) {
      tap.end();
      return response.request() == sent
          ? response.newBuilder().request(original).build()
          : response;
    }
    Response.Builder builder = response.newBuilder();
    if (response.request() == sent) {
      builder.request(original);
    }
    BodyFilter filter = reaction.filter();
    if (filter == null) {
      Source source = new TeeSource(body, tap, null, breaker);
      return builder.body(new SourceBody(source, body.contentType(), body.contentLength())).build();
    }
    FilteredBytes filtered = new FilteredBytes(filter);
    Source source = new FilteredSource(new TeeSource(body, tap, filtered, breaker), filtered);
    return builder
        .removeHeader("Content-Length")
        .body(new SourceBody(source, body.contentType(), -1))
        .build();
  }

  private static boolean bodiless(Response response, ResponseBody body) {
    int code = response.code();
    return body.contentLength() == 0
        || code == 204
        || code == 304
        || response.request().method().equals("HEAD");
  }
}
