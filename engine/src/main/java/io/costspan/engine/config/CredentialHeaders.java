// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.Set;

/**
 * The headers that everybody knows to say who calls; only {@code scope: shared} leaves them out.
 */
public final class CredentialHeaders {
  private static final Set<String> KNOWN =
      Set.of(
          "authorization",
          "proxy-authorization",
          "x-api-key",
          "api-key",
          "x-goog-api-key",
          "cookie",
          "x-amz-security-token",
          "ocp-apim-subscription-key");

  private CredentialHeaders() {}

  /** Whether a header is one. In lower case. */
  public static boolean contains(String header) {
    return KNOWN.contains(header);
  }
}
