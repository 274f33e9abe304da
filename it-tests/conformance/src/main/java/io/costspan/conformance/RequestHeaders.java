// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance;

import io.costspan.conformance.loopback.HeaderText;
import io.costspan.conformance.replay.PlannedRequest.Header;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The recorded request headers that a client can be told to send again. */
final class RequestHeaders {
  /** The client's own business, or said of a connection that is no more. */
  private static final Set<String> DROPPED =
      Set.of(
          "accept-encoding",
          "connection",
          "content-encoding",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "traceparent",
          "tracestate",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private RequestHeaders() {}

  static List<Header> sendable(List<Map.Entry<String, String>> recorded) {
    return recorded.stream()
        .filter(header -> !DROPPED.contains(header.getKey().toLowerCase(Locale.ROOT)))
        .filter(header -> HeaderText.isLegal(header.getKey(), header.getValue()))
        .map(header -> new Header(header.getKey(), header.getValue()))
        .toList();
  }
}
