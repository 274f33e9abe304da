// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.bridge;

import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What edited client code calls. This class is a template: it is renamed to {@code
 * java.lang.CostspanBridge} and defined into {@code java.base}, where every loader and every module
 * sees it without a read edge. It therefore speaks JDK types only and refers to nothing of ours.
 *
 * <p>No method throws, whatever is thrown inside: they run in the middle of the application's call.
 */
public final class CostspanBridge {
  private static volatile @Nullable Predicate<Object> httpWants;
  private static volatile @Nullable UnaryOperator<Object[]> httpEnter;
  private static volatile @Nullable Consumer<Object[]> httpExit;
  private static volatile @Nullable Consumer<Object> okHttpBuilt;
  private static volatile @Nullable BinaryOperator<Object> okHttpInterceptors;
  private static volatile @Nullable MethodHandle okHttpCall;

  private CostspanBridge() {}

  /** Connects the JDK client's edits. Called once, by reflection, before any edited code runs. */
  public static void connectHttpClient(
      Predicate<Object> wants, UnaryOperator<Object[]> enter, Consumer<Object[]> exit) {
    httpEnter = enter;
    httpExit = exit;
    httpWants = wants;
  }

  /**
   * Connects OkHttp's edits. Called once, by reflection, before any edited code runs.
   *
   * @param call takes client, request and call; a handle, because no functional interface of the
   *     JDK takes three and an array would be garbage for every call of the application
   */
  public static void connectOkHttp(
      Consumer<Object> built, BinaryOperator<Object> interceptors, MethodHandle call) {
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
      Object client, Object request, Object handler, @Nullable Object executor) {
    try {
      Predicate<Object> wants = httpWants;
      UnaryOperator<Object[]> enter = httpEnter;
      if (wants == null || enter == null || !wants.test(request)) {
        return null;
      }
      return enter.apply(new Object[] {client, request, handler, executor});
    } catch (Throwable t) {
      return null;
    }
  }

  /** The JDK client has sent, or could not; exactly one of future and error is there. */
  public static void exit(
      Object @Nullable [] plan, @Nullable Object future, @Nullable Throwable error) {
    try {
      Consumer<Object[]> exit = httpExit;
      if (plan != null && exit != null) {
        exit.accept(new Object[] {plan[3], future, error});
      }
    } catch (Throwable t) {
      // the call itself goes on
    }
  }

  /** An OkHttp client is about to be built from this builder. */
  public static void okHttpBuilt(@Nullable Object builder) {
    try {
      Consumer<Object> built = okHttpBuilt;
      if (built != null && builder != null) {
        built.accept(builder);
      }
    } catch (Throwable t) {
      // the client is built without us
    }
  }

  /** The interceptors of a client that may have been built before we came. */
  public static @Nullable List<?> okHttpInterceptors(
      @Nullable List<?> interceptors, Object client) {
    try {
      BinaryOperator<Object> ours = okHttpInterceptors;
      Object better =
          ours == null || interceptors == null ? null : ours.apply(client, interceptors);
      return better == null ? interceptors : (List<?>) better;
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
