// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.contract.CallGate;
import io.costspan.contract.guard.FaultBreaker;
import io.costspan.contract.guard.GuardedGate;
import java.util.List;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * What the code edited into {@code OkHttpClient} calls. One instance per {@code OkHttpClient}
 * class; thread-safe. No method throws. Parameters are typed {@code Object} because the caller
 * cannot name OkHttp's types.
 */
public final class OkHttpHook {
  private final GuardedGate gate;
  private final CallerContexts callers = new CallerContexts();
  private final InterceptorPlace place;

  /** Called reflectively by the glue loader's owner, once. */
  public OkHttpHook(CallGate gate) {
    this.gate = new GuardedGate(gate, new FaultBreaker("OkHttp instrumentation"));
    this.place = new InterceptorPlace(new CallInterceptor(this.gate, callers));
  }

  /**
   * To be called at the entry of {@code OkHttpClient.<init>(OkHttpClient.Builder)}.
   *
   * @param builder the {@code OkHttpClient.Builder}; afterwards our interceptor is its last
   *     application interceptor, exactly once
   */
  public void clientBuilt(Object builder) {
    try {
      place.putLast(((OkHttpClient.Builder) builder).interceptors());
    } catch (Throwable fault) {
      gate.breaker().fault(fault);
    }
  }

  /**
   * To be called at the exit of {@code OkHttpClient.interceptors()}, for clients that were built
   * before the agent came.
   *
   * @param given what the client returns; may be immutable, is not changed
   * @return {@code given} itself when our interceptor is its last, exactly once, else a copy of
   *     which that is true
   */
  public Object interceptors(List<?> given) {
    try {
      return place.withOursLast(given);
    } catch (Throwable fault) {
      gate.breaker().fault(fault);
      return given;
    }
  }

  /**
   * To be called at the exit of {@code OkHttpClient.newCall(Request)}, on the caller's thread.
   *
   * @param client the {@code OkHttpClient}
   * @param request the {@code Request}
   * @param call the {@code Call} about to be returned; {@code null} is ignored
   */
  public void newCall(Object client, Object request, @Nullable Object call) {
    if (call == null || LaterMethods.CHAIN_CALL == null) {
      return;
    }
    try {
      Request made = (Request) request;
      HttpUrl url = made.url();
      Object captured = gate.capture(made.method(), url.host(), url.port(), url.toString());
      if (captured != null) {
        callers.remember((Call) call, captured);
      }
    } catch (Throwable fault) {
      gate.breaker().fault(fault);
    }
  }
}
