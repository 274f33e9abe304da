// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The application's request with parts replaced. The client copies what it needs, so the
 * application never meets this object; the rest is asked of the original each time, so that what
 * another agent makes of it stays.
 */
final class OutgoingRequest extends HttpRequest {
  private final HttpRequest original;
  private final @Nullable URI uri;
  private final Map<String, String> headers;
  private final Set<String> without;
  private final @Nullable BodyPublisher body;
  private final @Nullable Duration left;

  /**
   * @param uri {@code null} keeps the original's
   * @param headers to set, replacing those of the same name
   * @param without names of headers to leave out
   * @param body {@code null} for no body
   */
  OutgoingRequest(
      HttpRequest original,
      @Nullable URI uri,
      Map<String, String> headers,
      Set<String> without,
      @Nullable BodyPublisher body) {
    this(original, uri, headers, without, body, null);
  }

  private OutgoingRequest(
      HttpRequest original,
      @Nullable URI uri,
      Map<String, String> headers,
      Set<String> without,
      @Nullable BodyPublisher body,
      @Nullable Duration left) {
    this.original = original;
    this.uri = uri;
    this.headers = headers;
    this.without = without;
    this.body = body;
    this.left = left;
  }

  /**
   * This request, of whose time some has passed.
   *
   * @param rest {@code null} keeps the original's
   */
  OutgoingRequest within(@Nullable Duration rest) {
    return new OutgoingRequest(original, uri, headers, without, body, rest);
  }

  @Override
  public Optional<BodyPublisher> bodyPublisher() {
    return Optional.ofNullable(body);
  }

  @Override
  public String method() {
    return original.method();
  }

  @Override
  public Optional<Duration> timeout() {
    return left == null ? original.timeout() : Optional.of(left);
  }

  @Override
  public boolean expectContinue() {
    return original.expectContinue();
  }

  @Override
  public URI uri() {
    return uri == null ? original.uri() : uri;
  }

  @Override
  public Optional<Version> version() {
    return original.version();
  }

  @Override
  public HttpHeaders headers() {
    if (headers.isEmpty() && without.isEmpty()) {
      return original.headers();
    }
    // HttpHeaders.of refuses names that differ in case only
    Map<String, List<String>> merged = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    merged.putAll(original.headers().map());
    without.forEach(merged::remove);
    headers.forEach(
        (name, value) -> {
          merged.remove(name);
          merged.put(name, List.of(value));
        });
    return HttpHeaders.of(merged, (name, value) -> true);
  }
}
