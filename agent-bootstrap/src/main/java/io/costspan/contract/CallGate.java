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
}
