// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.server;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that arrived. Immutable.
 *
 * @param method HTTP method
 * @param scheme {@code http} or {@code https}
 * @param protocol {@code HTTP/1.1} or {@code HTTP/2.0}
 * @param host host the client asked for, without port
 * @param path decoded path
 * @param query raw query; {@code null} when there is none
 * @param headers values by lower-case name
 * @param body the body as UTF-8 text
 */
public record RecordedRequest(
    String method,
    String scheme,
    String protocol,
    String host,
    String path,
    @Nullable String query,
    Map<String, List<String>> headers,
    String body) {

  /** The first value of a header; {@code null} when it was not sent. */
  public @Nullable String header(String lowerCaseName) {
    List<String> values = headers.get(lowerCaseName);
    return values == null ? null : values.get(0);
  }
}
