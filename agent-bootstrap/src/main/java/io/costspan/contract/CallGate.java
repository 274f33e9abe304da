// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract;

import org.jspecify.annotations.Nullable;

/**
 * Decides whether an outgoing HTTP exchange is a paid call. One gate serves the whole JVM; it is
 * thread-safe.
 *
 * <p>Any method here or on {@link Call} may throw: the glue wraps each in its own try block and
 * goes on as if costspan were not there.
 */
public interface CallGate {

  /**
   * Opens a call, or answers {@code null} when the exchange is none of ours. The {@code null} path
   * allocates nothing and reads no header, so a glue may ask for every exchange of the application.
   *
   * @param method the HTTP method, upper case
   * @param host the host as the application wrote it, without port
   * @param port the port, 1 to 65535, the scheme's default filled in
   * @param url the whole URL in text form, scheme first
   * @param request the client's own request object, handed back to {@code headers} as it is
   * @param headers reads a header of {@code request}
   */
  <R> @Nullable Call open(
      String method, String host, int port, String url, R request, HeaderReader<R> headers);

  /**
   * As {@link #open(String, String, int, String, Object, HeaderReader) open}, for a call that may
   * run on another thread than its caller's.
   *
   * @param captured what {@link #capture} gave on the caller's thread, {@code null} when it gave
   *     nothing; it speaks for the caller where the current thread has no trace context of its own
   */
  default <R> @Nullable Call open(
      String method,
      String host,
      int port,
      String url,
      R request,
      HeaderReader<R> headers,
      @Nullable Object captured) {
    return open(method, host, port, url, request, headers);
  }

  /**
   * The trace context of the current thread, taken when the application makes a call that a pool
   * thread may run later. Opaque to the glue, which keeps it no longer than the call lives.
   *
   * @return {@code null} when there is none, or when the exchange is none of ours; that path
   *     allocates nothing
   */
  default @Nullable Object capture(String method, String host, int port, String url) {
    return null;
  }
}
