// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.engine;

import io.costspan.contract.Call;
import io.costspan.contract.CallGate;
import io.costspan.contract.HeaderReader;
import org.jspecify.annotations.Nullable;

/** The gate of an engine that is switched off: no exchange is ours. */
public final class ClosedGate implements CallGate {
  @Override
  public <R> @Nullable Call open(
      String method, String host, int port, String url, R request, HeaderReader<R> headers) {
    return null;
  }
}
