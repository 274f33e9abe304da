// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.RequestBody;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Methods of OkHttp that are younger than 3.0, each {@code null} where the application's version
 * has none. Callers fall back to what was true before the method existed.
 */
final class LaterMethods {
  /** {@code Interceptor.Chain.call()}, since 3.9. */
  static final @Nullable MethodHandle CHAIN_CALL =
      find(Interceptor.Chain.class, "call", methodType(Call.class));

  private static final @Nullable MethodHandle READ_TIMEOUT =
      find(Interceptor.Chain.class, "readTimeoutMillis", methodType(int.class));
  private static final @Nullable MethodHandle CALL_TIMEOUT =
      find(Call.class, "timeout", methodType(Timeout.class));
  private static final @Nullable MethodHandle DUPLEX =
      find(RequestBody.class, "isDuplex", methodType(boolean.class));
  private static final @Nullable MethodHandle ONE_SHOT =
      find(RequestBody.class, "isOneShot", methodType(boolean.class));

  private LaterMethods() {}

  /** The call a chain belongs to; {@code null} before 3.9. */
  static @Nullable Call call(Interceptor.Chain chain) {
    try {
      return CHAIN_CALL == null ? null : (Call) CHAIN_CALL.invokeExact(chain);
    } catch (Throwable failure) {
      throw unchecked(failure);
    }
  }

  /** How long a read may wait, in milliseconds; 0, without end, where the chain cannot tell. */
  static int readTimeoutMillis(Interceptor.Chain chain) {
    try {
      return READ_TIMEOUT == null ? 0 : (int) READ_TIMEOUT.invokeExact(chain);
    } catch (Throwable failure) {
      throw unchecked(failure);
    }
  }

  /** How long a whole call may take, in nanoseconds; 0, without end, before 3.12. */
  static long callTimeoutNanos(Call call) {
    try {
      return CALL_TIMEOUT == null ? 0 : ((Timeout) CALL_TIMEOUT.invokeExact(call)).timeoutNanos();
    } catch (Throwable failure) {
      throw unchecked(failure);
    }
  }

  /** Whether the body is written while the answer is read; never before 3.13. */
  static boolean isDuplex(RequestBody body) {
    try {
      return DUPLEX != null && (boolean) DUPLEX.invokeExact(body);
    } catch (Throwable failure) {
      throw unchecked(failure);
    }
  }

  /** Whether the body can be written once only; unknown, so false, before 3.14. */
  static boolean isOneShot(RequestBody body) {
    try {
      return ONE_SHOT != null && (boolean) ONE_SHOT.invokeExact(body);
    } catch (Throwable failure) {
      throw unchecked(failure);
    }
  }

  /** Whether a body of this version could have said that it is one-shot. */
  static boolean knowsOneShot() {
    return ONE_SHOT != null;
  }

  private static @Nullable MethodHandle find(Class<?> type, String name, MethodType signature) {
    try {
      return MethodHandles.publicLookup().findVirtual(type, name, signature);
    } catch (NoSuchMethodException | IllegalAccessException absent) {
      return null;
    }
  }

  /** None of these methods declares a checked exception. */
  private static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof RuntimeException exception) {
      return exception;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(failure);
  }
}
