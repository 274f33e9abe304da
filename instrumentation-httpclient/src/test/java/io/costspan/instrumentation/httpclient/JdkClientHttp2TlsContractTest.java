// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.CallGate;
import io.costspan.instrumentation.testing.HttpClientContract;
import io.costspan.instrumentation.testing.ServerKind;
import io.costspan.instrumentation.testing.client.ClientOptions;
import io.costspan.instrumentation.testing.client.ClientUnderTest;

class JdkClientHttp2TlsContractTest extends HttpClientContract {
  @Override
  protected ServerKind serverKind() {
    return ServerKind.HTTP_2_TLS;
  }

  @Override
  protected ClientUnderTest client(CallGate gate, ClientOptions options) {
    return JdkClient.of(gate, options);
  }
}
