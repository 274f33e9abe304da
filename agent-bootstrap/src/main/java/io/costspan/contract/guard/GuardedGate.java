// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract.guard;

import io.costspan.contract.Call;
import io.costspan.contract.CallGate;
import io.costspan.contract.HeaderReader;
import org.jspecify.annotations.Nullable;

/** A gate that never throws, and that sees nothing any more once its breaker is open. */
public final class GuardedGate implements CallGate {
  private final CallGate gate;
  private final FaultBreaker breaker;

  /** Guards {@code gate}; what it throws is counted by {@code breaker}. */
  public GuardedGate(CallGate gate, FaultBreaker breaker) {
    this.gate = gate;
    this.breaker = breaker;
  }

  @Override
  public <R> @Nullable GuardedCall open(
      String method, String host, int port, String url, R request, HeaderReader<R> headers) {
    return open(method, host, port, url, request, headers, null);
  }

  @Override
  public <R> @Nullable GuardedCall open(
      String method,
      String host,
      int port,
      String url,
      R request,
      HeaderReader<R> headers,
      @Nullable Object captured) {
    if (breaker.open()) {
      return null;
    }
    try {
      Call call = gate.open(method, host, port, url, request, headers, captured);
      return call == null ? null : new GuardedCall(call, breaker);
    } catch (Throwable fault) {
      breaker.fault(fault);
      return null;
    }
  }

  @Override
  public @Nullable Object capture(String method, String host, int port, String url) {
    if (breaker.open()) {
      return null;
    }
    try {
      return gate.capture(method, host, port, url);
    } catch (Throwable fault) {
      breaker.fault(fault);
      return null;
    }
  }

  /** Where the glue reports what went wrong in its own code. */
  public FaultBreaker breaker() {
    return breaker;
  }
}
