// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.provider;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A request as the dialects see it.
 *
 * @param method HTTP method, upper case
 * @param host host without port
 * @param path decoded path without query
 * @param query raw query; {@code null} when there is none
 * @param size bytes of the body
 * @param body the body as JSON; a missing node when it is none
 */
public record Ask(
    String method, String host, String path, @Nullable String query, int size, JsonNode body) {

  /** Reads the body as JSON where it is JSON. */
  public static Ask of(
      String method, String host, String path, @Nullable String query, byte[] raw) {
    return new Ask(method, host, path, query, raw.length, Json.parse(raw));
  }

  /** The model the body names; empty when it names none. */
  String model() {
    return body.path("model").asText("");
  }

  boolean stream() {
    return body.path("stream").asBoolean(false);
  }

  boolean posts(String suffix) {
    return method.equals("POST") && path.endsWith(suffix);
  }
}
