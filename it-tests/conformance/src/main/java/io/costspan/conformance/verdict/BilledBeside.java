// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a price depends on beside the totals of tokens: counts of other things, tokens of
 * other kinds, and the tier of service. Only what the record says is compared: it does not say of
 * everything that there was none.
 */
final class BilledBeside {
  /** Our unit of each of the record's counts. */
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("web_search_requests", "web_search"),
          Map.entry("web_search_queries", "web_search"),
          Map.entry("search_units", "search_units"),
          Map.entry("pages_processed", "pages"),
          Map.entry("images", "images"),
          Map.entry("audio_input_tokens", "input_audio"),
          Map.entry("input_audio_tokens", "input_audio"),
          Map.entry("audio_output_tokens", "output_audio"),
          Map.entry("input_image_tokens", "input_image"),
          Map.entry("output_image_tokens", "output_image"));

  /** Our unit of each of a provider's own tools; the others have no price of their own. */
  private static final Map<String, String> TOOLS =
      Map.of(
          "web_search_call", "web_search",
          "file_search_call", "file_search");

  private static final List<String> TIERS = List.of("service_tier", "serviceTier", "trafficType");

  private final JsonNode extras;
  private final SpanFacts span;

  BilledBeside(JsonNode extras, SpanFacts span) {
    this.extras = extras;
    this.span = span;
  }

  /** Told of each pair that is to be equal. */
  @FunctionalInterface
  interface Pairs {
    void compare(String field, @Nullable Object wanted, @Nullable Object got);
  }

  void compare(Pairs pairs) {
    Map<String, Long> wanted = new TreeMap<>();
    UNITS.forEach((name, unit) -> put(wanted, unit, extras.path(name)));
    if ("audio.transcription".equals(span.text("gen_ai.operation.name"))) {
      // a conversation is charged by the tokens of the sound in it
      put(wanted, "audio_millis", millis(extras.path("audio_seconds")));
    }
    TOOLS.forEach((name, unit) -> put(wanted, unit, extras.path("server_tool_calls").path(name)));
    wanted.forEach(
        (unit, count) -> pairs.compare(unit, count, span.count("costspan.usage." + unit)));
    for (String name : TIERS) {
      if (extras.path(name).isTextual()) {
        pairs.compare("service_tier", extras.path(name).asText(), tier());
      }
    }
  }

  private static JsonNode millis(JsonNode seconds) {
    return LongNode.valueOf(seconds.decimalValue().movePointRight(3).longValue());
  }

  /** A count of none is the same as not saying so: nothing is billed either way. */
  private static void put(Map<String, Long> wanted, String unit, JsonNode count) {
    if (count.asLong() > 0) {
      wanted.put(unit, count.asLong());
    }
  }

  private @Nullable String tier() {
    String openai = span.text("openai.response.service_tier");
    return openai != null ? openai : span.text("costspan.response.service_tier");
  }
}
