// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller's thread says of a call that another thread will run.
 *
 * @param trace the caller's own trace; {@code null} when there is none
 * @param tags the caller's tags
 */
record Captured(@Nullable TraceParent trace, Map<String, String> tags) {

  /** {@code null} where there is nothing to say. */
  static @Nullable Captured of(@Nullable TraceParent trace, Map<String, String> tags) {
    return trace == null && tags.isEmpty() ? null : new Captured(trace, tags);
  }
}
