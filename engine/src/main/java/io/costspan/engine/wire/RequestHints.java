// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the headers of a request add to what its address says. */
public final class RequestHints {

  private RequestHints() {}

  /**
   * The endpoint as the headers make it: DashScope's own API asks for a stream by header alone, and
   * a Portkey gateway on a host of one's own is told by header whom to call.
   *
   * @param headers first value of a header, the name compared without case
   */
  public static Endpoint apply(Endpoint endpoint, Function<String, @Nullable String> headers) {
    if (endpoint.dialect().id().startsWith("dashscope.")) {
      boolean stream = "enable".equalsIgnoreCase(headers.apply("x-dashscope-sse"));
      return stream ? endpoint.streaming() : endpoint;
    }
    if (!endpoint.certain() && endpoint.provider().endsWith("_compatible")) {
      String named = headers.apply("x-portkey-provider");
      // what begins with an @ is a name that the gateway's owner made up
      return named == null || named.isBlank() || named.startsWith("@")
          ? endpoint
          : endpoint.at(ProviderNames.ours(named.trim()));
    }
    return endpoint;
  }
}
