// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.contract.guard.GuardedCall;
import io.costspan.contract.guard.GuardedGate;
import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Asks the gate about every exchange of a client, and lets those through that are none of ours. */
final class CallInterceptor implements Interceptor {
  private final GuardedGate gate;
  private final CallerContexts callers;

  CallInterceptor(GuardedGate gate, CallerContexts callers) {
    this.gate = gate;
    this.callers = callers;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Attempt attempt = open(chain);
    return attempt == null ? chain.proceed(chain.request()) : attempt.run();
  }

  private @Nullable Attempt open(Chain chain) {
    try {
      Request request = chain.request();
      if (request.header("Upgrade") != null) {
        return null; // a WebSocket to be: what follows is no longer HTTP
      }
      HttpUrl url = request.url();
      GuardedCall call =
          gate.open(
              request.method(),
              url.host(),
              url.port(),
              url.toString(),
              request,
              MessageHeaders.REQUEST,
              callers.of(chain));
      return call == null ? null : new Attempt(chain, request, call, gate.breaker(), callers);
    } catch (Throwable fault) {
      gate.breaker().fault(fault);
      return null;
    }
  }
}
