// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.key;

import io.costspan.engine.config.CredentialHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells what in a request says who calls. */
final class KeyCredentials {
  /** What the name of a credential ends with. */
  private static final Set<String> WORDS =
      Set.of(
          "auth",
          "authorization",
          "authentication",
          "apikey",
          "key",
          "token",
          "secret",
          "credential",
          "credentials",
          "cookie");

  /** Words of headers that end so and tell one request from another, not one caller. */
  private static final List<String> OTHERS = List.of("csrf", "xsrf", "idempotency", "dedup");

  private static final Set<String> PARAMETERS =
      Set.of("key", "api-key", "api_key", "apikey", "access_token", "token");

  private KeyCredentials() {}

  /** Whether a header is a credential, going by its name. In lower case. */
  static boolean isHeader(String header) {
    String last = header.substring(Math.max(header.lastIndexOf('-'), header.lastIndexOf('_')) + 1);
    return CredentialHeaders.contains(header)
        || (WORDS.contains(last) && OTHERS.stream().noneMatch(header::contains));
  }

  /** Whether a URL carries a credential. */
  static boolean inUrl(String url) {
    return !without(url).equals(url);
  }

  /** A URL without the credentials in its query. */
  static String without(String url) {
    int query = url.indexOf('?');
    if (query < 0) {
      return url;
    }
    StringBuilder rest = new StringBuilder(url.length()).append(url, 0, query);
    char divider = '?';
    for (String parameter : url.substring(query + 1).split("&", -1)) {
      int is = parameter.indexOf('=');
      String name = is < 0 ? parameter : parameter.substring(0, is);
      if (!PARAMETERS.contains(name.toLowerCase(Locale.ROOT))) {
        rest.append(divider).append(parameter);
        divider = '&';
      }
    }
    return rest.toString();
  }

  /** Whether a host is this machine, whose servers ask for no credential as a rule. */
  static boolean isHere(String host) {
    return host.equalsIgnoreCase("localhost")
        || host.startsWith("127.")
        || host.equals("::1")
        || host.equals("[::1]")
        || host.equals("0.0.0.0");
  }
}
