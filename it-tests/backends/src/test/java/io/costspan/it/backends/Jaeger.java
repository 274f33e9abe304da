// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.it.backends;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Jaeger's query API. */
final class Jaeger {
  private final JsonApi api;

  Jaeger(String base) {
    this.api = new JsonApi(base);
  }

  /**
   * Every span of a service, waiting until there are as many as expected, half a minute at most.
   */
  List<JsonNode> spans(String service, int expected) throws IOException, InterruptedException {
    List<JsonNode> spans = List.of();
    for (int attempt = 0; attempt < 60; attempt++) {
      spans = spans(service);
      if (spans.size() >= expected) {
        return spans;
      }
      Thread.sleep(500);
    }
    throw new AssertionError("Jaeger has " + spans.size() + " spans of " + service + ": " + spans);
  }

  /** The value of a span's tag; null when it has none. */
  static JsonNode tag(JsonNode span, String key) {
    for (JsonNode tag : span.path("tags")) {
      if (tag.path("key").asText().equals(key)) {
        return tag.path("value");
      }
    }
    return null;
  }

  private List<JsonNode> spans(String service) throws IOException, InterruptedException {
    List<JsonNode> spans = new ArrayList<>();
    for (JsonNode trace :
        api.get("/api/traces?limit=500&lookback=1h&service=" + service).path("data")) {
      trace.path("spans").forEach(spans::add);
    }
    return spans;
  }
}
