// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.engine.wire.ResponseFacts;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Names failures as the conventions' {@code error.type} does: a status, the provider's code, {@code
 * timeout}, or a class.
 */
final class ErrorType {
  private static final int FIRST_ERROR_STATUS = 400;

  private static final String NEVER_CONNECTED = "java.net.http.HttpConnectTimeoutException";

  private ErrorType() {}

  /** The error of an answer whose head arrived; {@code null} for none. */
  static @Nullable String of(int status, ResponseFacts facts, @Nullable Throwable cause) {
    if (status >= FIRST_ERROR_STATUS) {
      return Integer.toString(status);
    }
    if (cause != null) {
      return of(cause);
    }
    return facts.error();
  }

  /** The error of a call that got no answer, or lost it half way. */
  static String of(Throwable error) {
    Throwable cause = unwrapped(error);
    if (isCancellation(cause)) {
      return "cancelled";
    }
    String name = cause.getClass().getName();
    if (name.equals(NEVER_CONNECTED)) {
      return name; // told apart from other timeouts, because nothing was sent
    }
    return name.endsWith("TimeoutException") || cause instanceof InterruptedIOException
        ? "timeout"
        : name;
  }

  /** Whether the application itself gave the call up. */
  static boolean isCancellation(Throwable error) {
    Throwable cause = unwrapped(error);
    if (cause instanceof CancellationException || cause instanceof InterruptedException) {
      return true;
    }
    // OkHttp says "Canceled", or "Socket closed" when the cancel met a read
    String message = cause.getMessage();
    return cause instanceof IOException
        && message != null
        && (message.toLowerCase(Locale.ROOT).startsWith("cancel")
            || message.endsWith("reset: CANCEL"));
  }

  private static Throwable unwrapped(Throwable error) {
    Throwable inner = error;
    for (int depth = 0; depth < 8; depth++) {
      Throwable cause = inner.getCause();
      if (cause == null
          || !(inner instanceof CompletionException || inner instanceof ExecutionException)) {
        break;
      }
      inner = cause;
    }
    return inner;
  }
}
