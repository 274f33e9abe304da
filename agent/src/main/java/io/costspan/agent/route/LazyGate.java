// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.route;

import io.costspan.agent.engine.Client;
import io.costspan.agent.engine.ClosedGate;
import io.costspan.agent.engine.EngineAssembly;
import io.costspan.contract.Call;
import io.costspan.contract.CallGate;
import io.costspan.contract.HeaderReader;
import io.costspan.log.AgentLog;
import org.jspecify.annotations.Nullable;

/**
 * The engine's gate, made when the first exchange asks for it. An engine that cannot be made is
 * said once and from then on every exchange is none of ours. Thread-safe.
 */
public final class LazyGate implements CallGate {
  private final EngineAssembly engine;
  private final Client client;
  private volatile @Nullable CallGate made;

  /** The gate of one client. */
  public LazyGate(EngineAssembly engine, Client client) {
    this.engine = engine;
    this.client = client;
  }

  @Override
  public <R> @Nullable Call open(
      String method, String host, int port, String url, R request, HeaderReader<R> headers) {
    return gate().open(method, host, port, url, request, headers);
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
    return gate().open(method, host, port, url, request, headers, captured);
  }

  @Override
  public @Nullable Object capture(String method, String host, int port, String url) {
    return gate().capture(method, host, port, url);
  }

  private CallGate gate() {
    CallGate known = made;
    return known != null ? known : make();
  }

  private synchronized CallGate make() {
    CallGate known = made;
    if (known == null) {
      try {
        known = engine.gate(client);
      } catch (Throwable t) {
        AgentLog.warn("the engine did not start; the application runs on, calls are not seen", t);
        known = new ClosedGate();
      }
      made = known;
    }
    return known;
  }
}
