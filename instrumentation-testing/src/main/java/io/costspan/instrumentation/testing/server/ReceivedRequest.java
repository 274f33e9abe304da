// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as the server got it.
 *
 * @param headers by name, compared without case
 * @param body what arrived of the body
 * @param complete whether the body arrived whole
 */
public record ReceivedRequest(
    String method,
    String path,
    Map<String, List<String>> headers,
    ByteBuffer body,
    boolean complete) {

  /** The first value of a header; {@code null} when absent. */
  public @Nullable String header(String name) {
    List<String> values = headers.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  /** The body as UTF-8 text. */
  public String text() {
    return StandardCharsets.UTF_8.decode(body.duplicate()).toString();
  }
}
