// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.replay;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What the child's client got, a JSON line each.
 *
 * @param index which record this is
 * @param status HTTP status; 0 when there was none
 * @param body the whole body, in Base64
 * @param failure what the client threw; {@code null} when it threw nothing
 */
public record Received(int index, int status, String body, @Nullable String failure) {

  /** What a client answered. */
  static Received of(int index, int status, byte[] body) {
    return new Received(index, status, Base64.getEncoder().encodeToString(body), null);
  }

  /** The body itself. */
  public byte[] bytes() {
    return Base64.getDecoder().decode(body);
  }
}
