// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.engine;

import io.costspan.contract.Call;
import io.costspan.contract.CallGate;
import io.costspan.contract.HeaderReader;
import org.jspecify.annotations.Nullable;

/** Wires the engine. */
public final class EngineAssembly implements CallGate {
  public EngineAssembly(@Nullable String arguments) {}

  public void warm() {}

  @Override
  public <R> @Nullable Call open(
      String method, String host, int port, String url, R request, HeaderReader<R> headers) {
    return null;
  }
}
