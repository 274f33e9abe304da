// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells from a request's address whether it is a call of a dialect spoken here, and whose. The path
 * decides, by its end; the host only names the provider. Immutable and thread-safe. An answer of
 * {@code null} allocates nothing.
 */
public final class EndpointDetector {
  private static final int ENDS = 64;
  private static final PathRule[][] BY_END = byEnd();
  private static final PathRule[] OPEN = PathRules.OPEN.toArray(new PathRule[0]);

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
    if (end < 2) {
      return null;
    }
    PathRule[] rules = BY_END[end(url.charAt(end - 2), url.charAt(end - 1))];
    Endpoint endpoint = first(rules, host, port, url, end);
    return endpoint != null ? endpoint : first(OPEN, host, port, url, end);
  }

  private @Nullable Endpoint first(PathRule[] rules, String host, int port, String url, int end) {
    for (PathRule rule : rules) {
      if (rule.matches(url, end)) {
        String provider = provider(host, port, url);
        if (rule.holdsAt(provider)) {
          return isFree(url, end) ? null : endpoint(rule, provider, host, port, url, end);
        }
      }
    }
    return null;
  }

  private @Nullable String provider(String host, int port, String url) {
    String provider = hosts.provider(host, port);
    return GatewayPath.CLOUDFLARE.equals(provider) ? GatewayPath.provider(url) : provider;
  }

  private static boolean isFree(String url, int end) {
    for (String suffix : PathRules.FREE) {
      if (url.regionMatches(end - suffix.length(), suffix, 0, suffix.length())) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Endpoint endpoint(
      PathRule rule, @Nullable String provider, String host, int port, String url, int end) {
    String model = PathModel.of(rule, url, end);
    if (provider == null && !InvokedModel.plausible(rule, model)) {
      return null;
    }
    return new Endpoint(
        provider != null ? provider : stranger(rule, host),
        InvokedModel.operation(rule, model),
        rule.dialect(),
        host,
        port,
        model,
        rule.stream(),
        provider != null && !rule.proven());
  }

  /** Who speaks Ollama's API on this very machine costs nothing, whatever its port. */
  private static String stranger(PathRule rule, String host) {
    boolean here =
        host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("[::1]");
    return here && rule.stranger().equals("ollama_compatible") ? "ollama" : rule.stranger();
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

  /** Most paths are none of ours, and differ from all of them in the last two letters. */
  private static PathRule[][] byEnd() {
    PathRule[][] rules = new PathRule[ENDS][];
    for (int end = 0; end < ENDS; end++) {
      int bucket = end;
      rules[end] =
          PathRules.ALL.stream()
              .filter(rule -> endsIn(bucket, rule.suffix()))
              .toArray(PathRule[]::new);
    }
    return rules;
  }

  private static boolean endsIn(int bucket, String suffix) {
    char last = suffix.charAt(suffix.length() - 1);
    return last == '*' || end(suffix.charAt(suffix.length() - 2), last) == bucket;
  }

  private static int end(char before, char last) {
    return (before * 31 + last) % ENDS;
  }
}
