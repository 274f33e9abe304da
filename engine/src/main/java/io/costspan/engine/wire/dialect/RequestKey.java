// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.wire.json.JsonKey;
import io.costspan.engine.wire.json.JsonKeys;
import io.costspan.engine.wire.json.Prose;
import org.jspecify.annotations.Nullable;

/** What requests ask for, under the names that the APIs have for it. Names of one never collide. */
enum RequestKey implements JsonKey {
  MODEL("model"),
  STREAM("stream"),
  INCLUDE_USAGE("stream_options.include_usage"),
  MAX_TOKENS(
      "max_completion_tokens",
      "max_tokens",
      "max_output_tokens",
      "generationConfig.maxOutputTokens",
      "generation_config.max_output_tokens",
      "options.num_predict"),
  CHOICES("n", "generationConfig.candidateCount"),
  SERVICE_TIER("service_tier", "serviceTier"),
  TEMPERATURE("temperature", "generationConfig.temperature", "options.temperature"),
  TOP_P("top_p", "generationConfig.topP", "options.top_p"),
  TOP_K("top_k", "generationConfig.topK", "options.top_k"),
  FREQUENCY_PENALTY(
      "frequency_penalty", "generationConfig.frequencyPenalty", "options.frequency_penalty"),
  PRESENCE_PENALTY(
      "presence_penalty", "generationConfig.presencePenalty", "options.presence_penalty"),
  SEED("seed", "generationConfig.seed", "options.seed"),
  STOP(
      "stop",
      "stop[]",
      "stop_sequences[]",
      "generationConfig.stopSequences[]",
      "options.stop",
      "options.stop[]"),
  OUTPUT_TYPE(
      "response_format.type", "text.format.type", "generationConfig.responseMimeType", "format"),
  DIMENSIONS("dimensions", "outputDimensionality", "requests[].outputDimensionality"),
  BACKGROUND("background"),
  MESSAGES(Prose.Kind.MESSAGES, "messages"),
  INPUT(Prose.Kind.MESSAGES, "input"),
  PROMPT(Prose.Kind.MESSAGES, "prompt"),
  PREVIOUS(true, "previous_response_id"),
  CONTENTS(Prose.Kind.MESSAGES, "contents", "content", "requests[].content"),
  SYSTEM(Prose.Kind.TEXT, "system", "instructions", "systemInstruction", "system_instruction"),
  TOOLS(Prose.Kind.TOOLS, "tools", "functions");

  static final JsonKeys<RequestKey> KEYS = JsonKeys.of(RequestKey.class);

  private final boolean mark;
  private final Prose.@Nullable Kind prose;
  private final String paths;

  RequestKey(String... paths) {
    this(false, null, paths);
  }

  RequestKey(boolean mark, String... paths) {
    this(mark, null, paths);
  }

  RequestKey(Prose.Kind prose, String... paths) {
    this(true, prose, paths);
  }

  RequestKey(boolean mark, Prose.@Nullable Kind prose, String... paths) {
    this.mark = mark;
    this.prose = prose;
    this.paths = String.join(" ", paths);
  }

  @Override
  public String paths() {
    return paths;
  }

  @Override
  public boolean mark() {
    return mark;
  }

  @Override
  public Prose.@Nullable Kind prose() {
    return prose;
  }
}
