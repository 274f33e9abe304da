// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether what was read of an answer ends where a frame ends. Clients leave a stream when its
 * last event has come, and a document when its last bracket has, without waiting for the end of the
 * body; what they read is then all there is, if it is the last event and nothing of it is missing.
 */
final class FrameEnd {
  /** By what the last event of a stream is known: what comes before it is not all. */
  private static final List<String> EVENTS_DONE =
      List.of("[DONE]", "message_stop", "response.completed", "message-end");

  private static final List<String> LINES_DONE = List.of("\"done\":true", "\"done\": true");
  private static final int LOOKED_AT = 4096;

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
      return says(bytes, start(bytes, last, false), LINES_DONE);
    }
    int before = last > 0 && bytes[last - 1] == '\r' ? last - 2 : last - 1;
    return type.contains("event-stream")
        && before >= 0
        && bytes[before] == '\n'
        && says(bytes, start(bytes, before, true), EVENTS_DONE);
  }

  /** Where the last line, or the last event, begins. */
  private static int start(byte[] bytes, int end, boolean event) {
    for (int i = end - 1; i > 0; i--) {
      if (bytes[i] == '\n') {
        int before = bytes[i - 1] == '\r' ? i - 2 : i - 1;
        if (!event || (before >= 0 && bytes[before] == '\n')) {
          return i + 1;
        }
      }
    }
    return 0;
  }

  private static boolean says(byte[] bytes, int from, List<String> words) {
    String begin =
        new String(
            bytes, from, Math.min(LOOKED_AT, bytes.length - from), StandardCharsets.ISO_8859_1);
    return words.stream().anyMatch(begin::contains);
  }
}
