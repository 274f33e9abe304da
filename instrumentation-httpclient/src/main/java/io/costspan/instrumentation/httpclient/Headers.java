// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.HeaderReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.ResponseInfo;

/** How the engine reads the JDK client's messages. */
final class Headers {
  static final HeaderReader<HttpRequest> OF_REQUEST =
      (request, name) -> request.headers().firstValue(name).orElse(null);

  static final HeaderReader<ResponseInfo> OF_RESPONSE =
      (response, name) -> response.headers().firstValue(name).orElse(null);

  private Headers() {}
}
