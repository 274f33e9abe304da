// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.provider;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to send back.
 *
 * @param status HTTP status
 * @param headers response headers
 * @param frames the body in the pieces in which it is to be flushed; a plain answer has one
 * @param delay how long to wait before any of it
 * @param pace how long to wait before each frame but the first
 * @param streamed whether the frames are flushed one by one, of unknown total length
 */
public record Answer(
    int status,
    Map<String, String> headers,
    List<byte[]> frames,
    Duration delay,
    Duration pace,
    boolean streamed) {

  /** A plain JSON answer. */
  static Answer json(int status, String body) {
    return new Answer(
        status,
        Map.of("Content-Type", "application/json"),
        List.of(Json.bytes(Json.compact(body))),
        Duration.ZERO,
        Duration.ZERO,
        false);
  }

  /** A paced stream. */
  static Answer stream(String contentType, List<byte[]> frames, Duration pace) {
    return new Answer(200, Map.of("Content-Type", contentType), frames, Duration.ZERO, pace, true);
  }

  /** The same answer with one header more. */
  Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, Map.copyOf(more), frames, delay, pace, streamed);
  }

  /** The same answer, later. */
  Answer after(Duration longer) {
    return new Answer(status, headers, frames, longer, pace, streamed);
  }
}
