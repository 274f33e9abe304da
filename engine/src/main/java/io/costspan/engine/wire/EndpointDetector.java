// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells from a request's address whether it is a call of a dialect spoken here, and whose. The path
 * decides, by its end; the host only names the provider. Immutable and thread-safe. An answer of
 * {@code null} allocates nothing.
 */
public final class EndpointDetector {
  private static final PathRule[] RULES = PathRule.ALL.toArray(new PathRule[0]);

  private final HostTable hosts;

  /** Knows the hosts that come with the product. */
  public EndpointDetector() {
    this(HostTable.bundled());
  }

  private EndpointDetector(HostTable hosts) {
    this.hosts = hosts;
  }

  /** Knows the user's hosts, too: provider by {@code host} or {@code host:port}. */
  public static EndpointDetector with(Map<String, String> providers) {
    Map<String, String> byOurNames = new HashMap<>();
    providers.forEach((host, provider) -> byOurNames.put(host, ProviderNames.ours(provider)));
    return new EndpointDetector(HostTable.bundled().with(byOurNames));
  }

  /**
   * The endpoint, or {@code null} when the exchange is none of ours. Only POST costs money;
   * counters of tokens, lists, files and stored answers are free.
   *
   * @param method the HTTP method, upper case
   * @param host the host as the application wrote it, without port
   * @param port 1 to 65535
   * @param url the whole URL, scheme first
   */
  public @Nullable Endpoint detect(String method, String host, int port, String url) {
    if (!"POST".equals(method)) {
      return null;
    }
    int end = pathEnd(url);
    for (PathRule rule : RULES) {
      if (rule.matches(url, end)) {
        return endpoint(rule, host, port, url, end);
      }
    }
    return null;
  }

  private Endpoint endpoint(PathRule rule, String host, int port, String url, int end) {
    String provider = hosts.provider(host, port);
    return new Endpoint(
        provider != null ? provider : rule.stranger(),
        rule.operation(),
        rule.dialect(),
        host,
        port,
        pathModel(url, end),
        rule.stream(),
        provider != null);
  }

  /** Where the path ends: before query or fragment, without slashes at its end. */
  private static int pathEnd(String url) {
    int query = url.indexOf('?');
    int end = query < 0 ? url.length() : query;
    int fragment = url.indexOf('#');
    end = fragment < 0 ? end : Math.min(end, fragment);
    while (end > 0 && url.charAt(end - 1) == '/') {
      end--;
    }
    return end;
  }

  /** Azure's {@code /deployments/name/...}, Google's {@code /models/name:verb}. */
  private static @Nullable String pathModel(String url, int end) {
    int deployment = url.lastIndexOf("/deployments/", end);
    if (deployment >= 0) {
      int from = deployment + "/deployments/".length();
      int to = url.indexOf('/', from);
      return to > from && to <= end ? decoded(url.substring(from, to)) : null;
    }
    int slash = url.lastIndexOf('/', end - 1);
    int colon = url.lastIndexOf(':', end - 1);
    return slash >= 0 && colon > slash + 1 ? decoded(url.substring(slash + 1, colon)) : null;
  }

  private static String decoded(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return segment;
    }
  }
}
