// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.contract.CallGate;
import io.costspan.instrumentation.testing.HttpClientContract;
import io.costspan.instrumentation.testing.ServerKind;
import io.costspan.instrumentation.testing.client.ClientOptions;
import io.costspan.instrumentation.testing.client.ClientUnderTest;

/**
 * Over TLS with HTTP/2 offered. OkHttp 3.0 knows no ALPN on today's JDKs and speaks HTTP/1.1 here;
 * {@link ProtocolTest} holds both.
 */
class OkHttpHttp2TlsContractTest extends HttpClientContract {
  @Override
  protected ServerKind serverKind() {
    return ServerKind.HTTP_2_TLS;
  }

  @Override
  protected ClientUnderTest client(CallGate gate, ClientOptions options) {
    return new OkHttpUnderTest(gate, options);
  }
}
