// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.client;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as an application makes it. Immutable.
 *
 * @param headers to send besides the client's own
 * @param timeout how long to wait for the head; {@code null} for no limit
 * @param expectContinue whether to ask the server before sending the body
 */
public record TestRequest(
    String method,
    URI url,
    Map<String, String> headers,
    TestBody body,
    @Nullable Duration timeout,
    boolean expectContinue) {

  /** A POST of a body in memory. */
  public static TestRequest post(URI url, String body) {
    return post(url, TestBody.of(TestBody.Kind.BYTES, body));
  }

  /** A POST. */
  public static TestRequest post(URI url, TestBody body) {
    return new TestRequest(
        "POST", url, Map.of("content-type", "application/json"), body, null, false);
  }

  /** A GET. */
  public static TestRequest get(URI url) {
    return new TestRequest("GET", url, Map.of(), TestBody.NONE, null, false);
  }

  /** This request with one more header. */
  public TestRequest with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new TestRequest(method, url, Map.copyOf(more), body, timeout, expectContinue);
  }

  /** This request, waiting for a head no longer than this. */
  public TestRequest within(Duration limit) {
    return new TestRequest(method, url, headers, body, limit, expectContinue);
  }

  /** This request, asking before it sends its body. */
  public TestRequest expectingContinue() {
    return new TestRequest(method, url, headers, body, timeout, true);
  }
}
