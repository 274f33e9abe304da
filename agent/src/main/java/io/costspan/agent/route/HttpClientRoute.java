// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.route;

import io.costspan.contract.CallGate;
import io.costspan.contract.OwnThreads;
import io.costspan.instrumentation.httpclient.HttpClientHook;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * From the edit of the JDK client to its hook. The hook is made at the first request, not before:
 * it refers to the client's types, and while one of those is being loaded it cannot be.
 */
public final class HttpClientRoute {
  private static final MethodType ENTER =
      MethodType.methodType(
          Object[].class, Object.class, Object.class, Object.class, Object.class, Object.class);
  private static final MethodType EXIT =
      MethodType.methodType(void.class, Object.class, Object.class, Throwable.class);

  private final CallGate gate;
  private volatile @Nullable HttpClientHook hook;

  /**
   * @param gate what the hook asks about every exchange
   */
  public HttpClientRoute(CallGate gate) {
    this.gate = gate;
  }

  /**
   * {@code (Object, Object, Object, Object, Object) -> Object[]}: client, request, handler, handler
   * of pushes, executor.
   */
  public MethodHandle enter() throws ReflectiveOperationException {
    return MethodHandles.lookup().bind(this, "entered", ENTER);
  }

  /** {@code (Object, Object, Throwable) -> void}: context, future, error. */
  public MethodHandle exit() throws ReflectiveOperationException {
    return MethodHandles.lookup().bind(this, "exited", EXIT);
  }

  /** Bound into {@link #enter()}. */
  @Nullable Object @Nullable [] entered(
      Object client,
      Object request,
      Object handler,
      @Nullable Object pushes,
      @Nullable Object executor) {
    // what our own exporter sends is nobody's spending
    return OwnThreads.isOwn(Thread.currentThread())
        ? null
        : hook().enter(client, request, handler, pushes, executor);
  }

  /** Bound into {@link #exit()}. */
  void exited(@Nullable Object context, @Nullable Object future, @Nullable Throwable error) {
    hook().exit(context, future, error);
  }

  private HttpClientHook hook() {
    HttpClientHook known = hook;
    return known != null ? known : make();
  }

  private synchronized HttpClientHook make() {
    HttpClientHook known = hook;
    if (known == null) {
      known = new HttpClientHook(gate);
      hook = known;
    }
    return known;
  }
}
