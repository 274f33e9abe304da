// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

/**
 * Whom Cloudflare's AI gateway passes a call on to: {@code
 * https://gateway.ai.cloudflare.com/v1/{account}/{gateway}/{provider}/...}, where the rest of the
 * path is the provider's own.
 */
final class GatewayPath {
  /** Our id of the gateway itself. */
  static final String CLOUDFLARE = "cloudflare_gateway";

  private static final int PROVIDER_SEGMENT = 4;

  private GatewayPath() {}

  /**
   * Our name of the provider behind the gateway; the gateway's own where the path names none, and
   * for {@code compat}, where the model does.
   */
  static String provider(String url) {
    int scheme = url.indexOf("://");
    int from = scheme < 0 ? 0 : scheme + 3;
    for (int segment = 0; segment < PROVIDER_SEGMENT; segment++) {
      from = url.indexOf('/', from) + 1;
      if (from == 0) {
        return CLOUDFLARE;
      }
    }
    int to = url.indexOf('/', from);
    String name = to < 0 ? "" : url.substring(from, to);
    return name.isEmpty() || name.equals("compat") ? CLOUDFLARE : ProviderNames.ours(name);
  }
}
