// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator.provider;

import java.util.ArrayList;
import java.util.List;

/** Collects server-sent events, a frame each. */
final class Sse {

  private final String lineEnd;
  private final List<byte[]> frames = new ArrayList<>();

  Sse(String lineEnd) {
    this.lineEnd = lineEnd;
  }

  /** An event with data alone. */
  Sse data(String json) {
    return raw("data: " + Json.compact(json) + lineEnd + lineEnd);
  }

  /** An event with a name. */
  Sse event(String name, String json) {
    return raw("event: " + name + lineEnd + "data: " + Json.compact(json) + lineEnd + lineEnd);
  }

  Sse raw(String text) {
    frames.add(Json.bytes(text));
    return this;
  }

  List<byte[]> frames() {
    return List.copyOf(frames);
  }
}
