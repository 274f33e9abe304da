// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.bridge;

import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What edited client code calls. This class is a template: it is renamed to {@code
 * java.lang.CostspanBridge} and defined into {@code java.base}, where every loader and every module
 * sees it without a read edge. It therefore speaks JDK types only and refers to nothing of ours.
 *
 * <p>Handles rather than functional interfaces, because the JDK has none for so many arguments and
 * an array to hold them would be garbage for every request of the application.
 *
 * <p>No method throws, whatever is thrown inside: they run in the middle of the application's call.
 */
public final class CostspanBridge {
  private static volatile @Nullable MethodHandle httpEnter;
  private static volatile @Nullable MethodHandle httpExit;
  private static volatile @Nullable MethodHandle okHttpBuilt;
  private static volatile @Nullable MethodHandle okHttpInterceptors;
  private static volatile @Nullable MethodHandle okHttpCall;

  private CostspanBridge() {}

  /**
   * Connects the JDK client's edit. Called by reflection, before any edited code runs.
   *
   * @param enter {@code (Object, Object, Object, Object, Object) -> Object[]}, see {@link #enter}
   * @param exit {@code (Object, Object, Throwable) -> void}, see {@link #exit}
   */
  public static void connectHttpClient(MethodHandle enter, MethodHandle exit) {
    httpExit = exit;
    httpEnter = enter;
  }

  /**
   * Connects OkHttp's edits. Called by reflection, before any edited code runs.
   *
   * @param built {@code (Object) -> void}: the builder
   * @param interceptors {@code (Object, List) -> List}: the client and its interceptors
   * @param call {@code (Object, Object, Object) -> void}: client, request and call
   */
  public static void connectOkHttp(
      MethodHandle built, MethodHandle interceptors, MethodHandle call) {
    okHttpBuilt = built;
    okHttpInterceptors = interceptors;
    okHttpCall = call;
  }

  /**
   * The JDK client is about to send.
   *
   * @return {@code null} when the exchange is none of ours, which allocates nothing; else {request,
   *     body handler, future to return instead or null, context}
   */
  public static Object @Nullable [] enter(
      Object client,
      Object request,
      Object handler,
      @Nullable Object pushes,
      @Nullable Object executor) {
    try {
      MethodHandle ours = httpEnter;
      return ours == null
          ? null
          : (Object[]) ours.invokeExact(client, request, handler, pushes, executor);
    } catch (Throwable t) {
      return null;
    }
  }

  /** The JDK client has sent, or could not; exactly one of future and error is there. */
  public static void exit(
      Object @Nullable [] plan, @Nullable Object future, @Nullable Throwable error) {
    try {
      MethodHandle ours = httpExit;
      if (plan != null && ours != null) {
        ours.invokeExact(plan[3], future, error);
      }
    } catch (Throwable t) {
      // the call itself goes on
    }
  }

  /** An OkHttp client is about to be built from this builder. */
  public static void okHttpBuilt(@Nullable Object builder) {
    try {
      MethodHandle ours = okHttpBuilt;
      if (ours != null && builder != null) {
        ours.invokeExact(builder);
      }
    } catch (Throwable t) {
      // the client is built without us
    }
  }

  /** The interceptors of a client that may have been built before we came. */
  public static @Nullable List<?> okHttpInterceptors(
      @Nullable List<?> interceptors, Object client) {
    try {
      MethodHandle ours = okHttpInterceptors;
      return ours == null || interceptors == null
          ? interceptors
          : (List<?>) ours.invokeExact(client, interceptors);
    } catch (Throwable t) {
      return interceptors;
    }
  }

  /** An OkHttp client has made a call. */
  public static void okHttpCall(@Nullable Object call, Object client, @Nullable Object request) {
    try {
      MethodHandle ours = okHttpCall;
      if (ours != null && call != null && request != null) {
        ours.invokeExact(client, request, call);
      }
    } catch (Throwable t) {
      // the call itself goes on
    }
  }
}
