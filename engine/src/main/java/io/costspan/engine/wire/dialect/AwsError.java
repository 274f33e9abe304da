// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.wire.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * How AWS's JSON protocols name an error: {@code Name:uri} in a header, {@code namespace#Name} in a
 * body.
 */
final class AwsError {
  private AwsError() {}

  /** The error of a response's head; {@code null} when it names none. */
  static @Nullable String named(ResponseHead head) {
    String header = head.header("x-amzn-errortype");
    return header == null || header.isBlank() ? null : plain(header.trim());
  }

  /** The name alone. */
  static String plain(String name) {
    int colon = name.indexOf(':');
    String before = colon < 0 ? name : name.substring(0, colon);
    return before.substring(before.indexOf('#') + 1);
  }
}
