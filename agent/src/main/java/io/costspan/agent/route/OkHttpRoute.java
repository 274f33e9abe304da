// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.route;

import io.costspan.contract.CallGate;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
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

  /** {@code (Object) -> void}: a builder that is about to become a client. */
  public MethodHandle built() throws ReflectiveOperationException {
    return MethodHandles.lookup().bind(this, "built", OkHttpGlue.BUILT);
  }

  /** {@code (Object, List) -> List}: a client and its interceptors; gives those to use. */
  public MethodHandle interceptors() throws ReflectiveOperationException {
    return MethodHandles.lookup()
        .bind(this, "interceptors", MethodType.methodType(List.class, Object.class, List.class));
  }

  /** {@code (Object, Object, Object) -> void}: client, request and call. */
  public MethodHandle call() throws ReflectiveOperationException {
    return MethodHandles.lookup().bind(this, "called", OkHttpGlue.CALL);
  }

  /** Bound into {@link #built()}. */
  void built(Object builder) throws Throwable {
    Class<?> client = Class.forName(CLIENT, false, builder.getClass().getClassLoader());
    OkHttpGlue glue = hooks.get(client).glue;
    if (glue != null) {
      glue.built().invokeExact(builder);
    }
  }

  /** Bound into {@link #interceptors()}. */
  List<?> interceptors(Object client, List<?> given) throws Throwable {
    OkHttpGlue glue = besideClient(client);
    if (glue == null) {
      return given;
    }
    Object better = glue.interceptors().invokeExact(given);
    return (List<?>) better;
  }

  /** Bound into {@link #call()}. */
  void called(Object client, Object request, Object call) throws Throwable {
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
