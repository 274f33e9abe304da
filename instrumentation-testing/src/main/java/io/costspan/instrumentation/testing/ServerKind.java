// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing;

import io.costspan.instrumentation.testing.server.Http1Server;
import io.costspan.instrumentation.testing.server.JettyTlsServer;
import io.costspan.instrumentation.testing.server.TestServer;

/** What the client under test talks to. */
public enum ServerKind {
  /** HTTP/1.1 in the clear. */
  HTTP_1,
  /** HTTP/1.1 over TLS. */
  HTTP_1_TLS,
  /** HTTP/2 over TLS. */
  HTTP_2_TLS;

  TestServer start() {
    return switch (this) {
      case HTTP_1 -> new Http1Server();
      case HTTP_1_TLS -> new JettyTlsServer(false);
      case HTTP_2_TLS -> new JettyTlsServer(true);
    };
  }

  boolean http2() {
    return this == HTTP_2_TLS;
  }
}
