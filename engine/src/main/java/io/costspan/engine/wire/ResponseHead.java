// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Status and headers of a response.
 *
 * @param headers first value of a header, the name compared without case. Valid only while the
 *     response's head is being handled
 */
public record ResponseHead(int status, Function<String, @Nullable String> headers) {

  /** First value of a header; {@code null} when absent. */
  public @Nullable String header(String name) {
    return headers.apply(name);
  }
}
