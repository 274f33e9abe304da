// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.key;

import io.costspan.engine.config.CredentialHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The request headers that are part of a key: all but those known to say nothing about the answer.
 * A header nobody has heard of may be a credential, a version or a tenant; so it counts. What is
 * added below us, by the client's own cookie jar or authenticator, is not seen here. Not
 * thread-safe.
 */
final class KeyHeaders {
  /** What they are for is over when the request has arrived. */
  private static final Set<String> SILENT =
      Set.of(
          "traceparent",
          "tracestate",
          "baggage",
          "b3",
          "sentry-trace",
          "user-agent",
          "content-length",
          "transfer-encoding",
          "expect",
          "te",
          "connection",
          "keep-alive",
          "http2-settings",
          "upgrade",
          "idempotency-key",
          "x-request-id",
          "x-client-request-id",
          "x-correlation-id",
          "date",
          "x-amz-date",
          "x-amz-content-sha256",
          "amz-sdk-invocation-id",
          "amz-sdk-request",
          "x-amzn-trace-id",
          "x-cloud-trace-context",
          "x-goog-api-client");

  private static final List<String> SILENT_FAMILIES =
      List.of("x-stainless-", "x-costspan-", "x-b3-", "x-datadog-", "uber-trace-id", "uberctx-");

  private static final Set<String> JSON =
      Set.of("application/json", "application/json;charset=utf-8");

  private final KeyRecipe recipe;
  private final Map<String, List<String>> kept = new TreeMap<>();
  private final Map<String, List<String>> narrowing = new TreeMap<>();
  private boolean credential;

  KeyHeaders(KeyRecipe recipe) {
    this.recipe = recipe;
  }

  /** Takes a header as it is on the request. */
  void take(String name, String value) {
    String lower = name.toLowerCase(Locale.ROOT);
    boolean known = CredentialHeaders.contains(lower);
    if (recipe.byHeaders().contains(lower)) {
      narrowing.computeIfAbsent(lower, any -> new ArrayList<>(1)).add(value);
    }
    if (isSilent(lower)
        || isJson(lower, value)
        || (recipe.ignoredHeaders().contains(lower) && !known)
        || (recipe.shared() && known)) {
      return;
    }
    // what is no part of the key tells nobody apart
    credential |= KeyCredentials.isHeader(lower) && !value.isBlank();
    kept.computeIfAbsent(lower, any -> new ArrayList<>(1)).add(same(lower, value));
  }

  /** Whether any header was seen that tells who calls. */
  boolean credential() {
    return credential;
  }

  /** Takes what is part of the key into a digest. */
  void into(Digesting digest) {
    into(digest, 'H', kept);
    into(digest, 'B', narrowing);
  }

  private static void into(Digesting digest, char kind, Map<String, List<String>> headers) {
    digest.mark(kind, headers.size());
    headers.forEach(
        (name, values) -> {
          digest.part('h', name);
          digest.mark('v', values.size());
          values.forEach(value -> digest.part('v', value));
        });
  }

  private static boolean isSilent(String name) {
    return SILENT.contains(name) || SILENT_FAMILIES.stream().anyMatch(name::startsWith);
  }

  /** The body says so as well, and OkHttp's clients leave it to the body to say what it is. */
  private static boolean isJson(String name, String value) {
    return name.equals("content-type") && JSON.contains(same(name, value));
  }

  /** A value in the form in which it is compared. */
  private static String same(String name, String value) {
    return switch (name) {
      case "content-type", "accept", "accept-encoding" ->
          value.replace(" ", "").toLowerCase(Locale.ROOT);
      case "authorization" -> signer(value);
      default -> value;
    };
  }

  /** What is signed anew for each request names the key it is signed with (AWS SigV4). */
  private static String signer(String value) {
    int at = value.startsWith("AWS4-") ? value.indexOf("Credential=") : -1;
    int end = at < 0 ? -1 : value.indexOf('/', at);
    return end < 0 ? value : value.substring(at, end);
  }
}
