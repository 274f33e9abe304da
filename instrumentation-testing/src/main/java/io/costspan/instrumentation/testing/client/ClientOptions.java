// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.client;

import org.jspecify.annotations.Nullable;

/**
 * How a client is set up. Each trusts {@code TestTls}, follows no redirects and keeps the client's
 * defaults unless told here.
 *
 * @param http2 whether HTTP/2 is asked for, else HTTP/1.1 only
 * @param followRedirects whether redirects are followed
 * @param password what the client's authenticator answers a Basic challenge with, as user {@code
 *     test}; {@code null} for no authenticator
 */
public record ClientOptions(boolean http2, boolean followRedirects, @Nullable String password) {

  /** The client's defaults. */
  public static ClientOptions defaults(boolean http2) {
    return new ClientOptions(http2, false, null);
  }

  /** These options, following redirects. */
  public ClientOptions followingRedirects() {
    return new ClientOptions(http2, true, password);
  }

  /** These options, answering a challenge. */
  public ClientOptions answering(String secret) {
    return new ClientOptions(http2, followRedirects, secret);
  }
}
