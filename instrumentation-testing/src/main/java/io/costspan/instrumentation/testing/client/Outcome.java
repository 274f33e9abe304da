// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the application got.
 *
 * @param status the HTTP status; 0 when there is none
 * @param headers by lower-case name
 * @param error what was thrown, unwrapped from the client's own wrapper of asynchronous failures;
 *     {@code null} when the call succeeded
 */
public record Outcome(
    int status, Map<String, List<String>> headers, ByteBuffer body, @Nullable Throwable error) {

  /** A call that succeeded. */
  public static Outcome of(int status, Map<String, List<String>> headers, byte[] body) {
    return new Outcome(status, lowerCase(headers), ByteBuffer.wrap(body.clone()), null);
  }

  /** A call that failed. */
  public static Outcome failed(Throwable error) {
    return new Outcome(0, Map.of(), ByteBuffer.allocate(0), error);
  }

  /** The error there must be. */
  public Throwable failure() {
    Throwable thrown = error;
    if (thrown == null) {
      throw new AssertionError("expected a failure, got " + status + " " + text());
    }
    return thrown;
  }

  /** The body as UTF-8 text. */
  public String text() {
    return StandardCharsets.UTF_8.decode(body.duplicate()).toString();
  }

  /** The first value of a header; {@code null} when absent. */
  public @Nullable String header(String lowerCaseName) {
    List<String> values = headers.get(lowerCaseName);
    return values == null ? null : values.get(0);
  }

  /**
   * The outcome without what differs from call to call (dates, the text of an error), to compare
   * one call with another.
   */
  public Gist gist() {
    Map<String, List<String>> stable = new TreeMap<>(headers);
    stable.keySet().removeIf(name -> name.equals("date") || name.startsWith("okhttp-"));
    return new Gist(status, stable, body, error == null ? "" : family(error));
  }

  /** The kind of an error, the same for every client and every race of a broken connection. */
  private static String family(Throwable error) {
    if (error instanceof InterruptedIOException || error instanceof HttpTimeoutException) {
      return "timeout";
    }
    return error instanceof IOException ? "io" : error.getClass().getName();
  }

  private static Map<String, List<String>> lowerCase(Map<String, List<String>> headers) {
    Map<String, List<String>> lower = new TreeMap<>();
    headers.forEach(
        (name, values) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    return lower;
  }

  /** What two calls with the same result have in common. */
  public record Gist(
      int status, Map<String, List<String>> headers, ByteBuffer body, String error) {}
}
