// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.route;

import io.costspan.contract.CallGate;
import io.costspan.log.AgentLog;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hook beside one {@code OkHttpClient} class of the application, reached through handles since
 * its type exists once per such class. Thread-safe.
 *
 * @param built takes a builder
 * @param interceptors takes a client's interceptors, gives those to use
 * @param call takes client, request and call
 */
record OkHttpGlue(MethodHandle built, MethodHandle interceptors, MethodHandle call) {
  static final MethodType BUILT = MethodType.methodType(void.class, Object.class);
  static final MethodType INTERCEPTORS = MethodType.methodType(Object.class, List.class);
  static final MethodType CALL =
      MethodType.methodType(void.class, Object.class, Object.class, Object.class);

  private static final String HOOK = "io.costspan.instrumentation.okhttp.OkHttpHook";

  /** What the hook's classes are compiled against; of all this, old betas and forks may lack. */
  private static final List<String> NEEDED =
      List.of("okhttp3.Interceptor$Chain", "okhttp3.ResponseBody", "okio.ForwardingSource");

  /**
   * Makes the hook beside a client class.
   *
   * @return {@code null} when the application's OkHttp is none we can work with
   */
  static @Nullable OkHttpGlue beside(Class<?> client, CallGate gate) {
    try {
      ClassLoader application = client.getClassLoader();
      for (String needed : NEEDED) {
        Class.forName(needed, false, application);
      }
      Object hook =
          new GlueLoader(application)
              .loadClass(HOOK)
              .getConstructor(CallGate.class)
              .newInstance(gate);
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      return new OkHttpGlue(
          lookup.bind(hook, "clientBuilt", BUILT),
          lookup.bind(hook, "interceptors", INTERCEPTORS),
          lookup.bind(hook, "newCall", CALL));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      AgentLog.debug("leaving alone an OkHttp that is not as expected", e);
      return null;
    }
  }
}
