// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.route;

import io.costspan.contract.CallGate;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * From the edits of OkHttp to the hook beside the application's copy of it. An application may hold
 * several copies; each has its own hook, kept by a {@link ClassValue} in the application's class
 * and nowhere else, so that a redeploy leaks nothing.
 */
public final class OkHttpRoute {
  private static final String CLIENT = "okhttp3.OkHttpClient";

  private final ClassValue<Beside> hooks;

  /**
   * @param gate what the hooks ask about every exchange
   */
  public OkHttpRoute(CallGate gate) {
    this.hooks = new Hooks(gate);
  }

  /** Takes an {@code OkHttpClient.Builder} that is about to become a client. */
  public Consumer<Object> built() {
    return new Built();
  }

  /** Takes a client and its interceptors, gives those to use. */
  public BinaryOperator<Object> interceptors() {
    return new Interceptors();
  }

  /** Takes client, request and call, as {@code Object}s. */
  public MethodHandle call() throws ReflectiveOperationException {
    return MethodHandles.lookup().bind(this, "made", OkHttpGlue.CALL);
  }

  /** A client has made a call. Bound into {@link #call()}. */
  void made(Object client, Object request, Object call) throws Throwable {
    OkHttpGlue glue = besideClient(client);
    if (glue != null) {
      glue.call().invokeExact(client, request, call);
    }
  }

  private @Nullable OkHttpGlue besideClient(Object client) {
    // a client may be a subclass, from another loader than OkHttp's own
    Class<?> type = client.getClass();
    while (type != null && !type.getName().equals(CLIENT)) {
      type = type.getSuperclass();
    }
    return type == null ? null : hooks.get(type).glue;
  }

  private final class Built implements Consumer<Object> {
    @Override
    public void accept(Object builder) {
      try {
        Class<?> client = Class.forName(CLIENT, false, builder.getClass().getClassLoader());
        OkHttpGlue glue = hooks.get(client).glue;
        if (glue != null) {
          glue.built().invokeExact(builder);
        }
      } catch (Throwable t) {
        throw new IllegalStateException(t);
      }
    }
  }

  private final class Interceptors implements BinaryOperator<Object> {
    @Override
    public Object apply(Object client, Object interceptors) {
      try {
        OkHttpGlue glue = besideClient(client);
        return glue == null
            ? interceptors
            : (Object) glue.interceptors().invokeExact((List<?>) interceptors);
      } catch (Throwable t) {
        throw new IllegalStateException(t);
      }
    }
  }

  /** What a client class carries: its hook, or the knowledge that there is none. */
  private record Beside(@Nullable OkHttpGlue glue) {}

  private static final class Hooks extends ClassValue<Beside> {
    private final CallGate gate;

    Hooks(CallGate gate) {
      this.gate = gate;
    }

    @Override
    protected Beside computeValue(Class<?> client) {
      return new Beside(OkHttpGlue.beside(client, gate));
    }
  }
}
