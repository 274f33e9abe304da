// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.contract.CallGate;
import io.costspan.instrumentation.testing.HttpClientContract;
import io.costspan.instrumentation.testing.ServerKind;
import io.costspan.instrumentation.testing.client.ClientOptions;
import io.costspan.instrumentation.testing.client.ClientUnderTest;

/** In the clear. */
class OkHttpHttp1ContractTest extends HttpClientContract {
  @Override
  protected ServerKind serverKind() {
    return ServerKind.HTTP_1;
  }

  @Override
  protected ClientUnderTest client(CallGate gate, ClientOptions options) {
    return new OkHttpUnderTest(gate, options);
  }
}
