// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.engine;

import io.costspan.contract.Call;
import io.costspan.contract.CallGate;
import io.costspan.contract.HeaderReader;
import io.costspan.engine.live.KillSwitch;
import org.jspecify.annotations.Nullable;

/** A gate that a switch closes: from then on no exchange is ours, and those in flight go on. */
final class SwitchedGate implements CallGate {
  private final CallGate gate;
  private final KillSwitch kill;

  SwitchedGate(CallGate gate, KillSwitch kill) {
    this.gate = gate;
    this.kill = kill;
  }

  @Override
  public <R> @Nullable Call open(
      String method, String host, int port, String url, R request, HeaderReader<R> headers) {
    return kill.thrown() ? null : gate.open(method, host, port, url, request, headers);
  }

  @Override
  public <R> @Nullable Call open(
      String method,
      String host,
      int port,
      String url,
      R request,
      HeaderReader<R> headers,
      @Nullable Object captured) {
    return kill.thrown() ? null : gate.open(method, host, port, url, request, headers, captured);
  }

  @Override
  public @Nullable Object capture(String method, String host, int port, String url) {
    return kill.thrown() ? null : gate.capture(method, host, port, url);
  }
}
