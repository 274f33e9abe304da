// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether what was read of an answer ends where a frame ends. Clients leave a stream when its
 * last event has come, and a document when its last bracket has, without waiting for the end of the
 * body; what they read is then all there is, if nothing of that event is missing.
 */
final class FrameEnd {
  private FrameEnd() {}

  /**
   * Whether the bytes end with a whole frame.
   *
   * @param type the {@code content-type}
   * @param coding the {@code content-encoding}; what is still coded has no ends to be seen
   */
  static boolean is(byte[] bytes, @Nullable String type, @Nullable String coding) {
    if (type == null || coding != null || bytes.length == 0) {
      return false;
    }
    if (type.startsWith("application/json") && !type.contains("jsonl")) {
      return WholeJson.is(bytes);
    }
    int last = bytes.length - 1;
    if (bytes[last] != '\n') {
      return false;
    }
    if (type.contains("ndjson") || type.contains("jsonl")) {
      return true;
    }
    int before = last > 0 && bytes[last - 1] == '\r' ? last - 2 : last - 1;
    return type.contains("event-stream") && before >= 0 && bytes[before] == '\n';
  }
}
