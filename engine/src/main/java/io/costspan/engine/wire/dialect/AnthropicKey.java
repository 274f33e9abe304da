// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.wire.json.JsonKey;
import io.costspan.engine.wire.json.JsonKeys;
import io.costspan.engine.wire.json.Prose;
import org.jspecify.annotations.Nullable;

/** The fields of Anthropic's messages and of the events that carry them. */
enum AnthropicKey implements JsonKey {
  ID("id", "message.id"),
  MODEL("model", "message.model"),
  STOP_REASON("stop_reason", "message.stop_reason", "delta.stop_reason"),
  DELTA_TEXT(true, "delta.text"),
  DELTA_THINKING(true, "delta.thinking"),
  DELTA_JSON(true, "delta.partial_json"),
  /** What else a model writes, which matters only to an estimate; results of tools it reads. */
  WRITTEN(false, Prose.Kind.TEXT, "content[].text", "content[].thinking", "content[].input"),
  CALLED(false, Prose.Kind.CALL, "content[].name", "content_block.name"),
  ERROR("error"),
  ERROR_TYPE("error.type"),
  INPUT(usage("input_tokens")),
  OUTPUT(usage("output_tokens")),
  CACHE_READ(usage("cache_read_input_tokens")),
  CACHE_WRITE(usage("cache_creation_input_tokens")),
  CACHE_WRITE_5M(usage("cache_creation.ephemeral_5m_input_tokens")),
  CACHE_WRITE_1H(usage("cache_creation.ephemeral_1h_input_tokens")),
  THINKING(usage("output_tokens_details.thinking_tokens")),
  WEB_SEARCHES(usage("server_tool_use.web_search_requests")),
  SERVICE_TIER(usage("service_tier")),
  SPEED(usage("speed")),
  INFERENCE_GEO(usage("inference_geo")),
  /** Of gateways that pass Anthropic's answers on. */
  COST(
      "usage.cost",
      "usage.pydantic_ai_gateway.cost_estimate",
      "message.usage.pydantic_ai_gateway.cost_estimate"),
  ITERATIONS(usage("iterations")),
  ITERATION(usage("iterations[]")),
  ITERATION_TYPE(usage("iterations[].type")),
  ITERATION_MODEL(usage("iterations[].model")),
  ITERATION_INPUT(usage("iterations[].input_tokens")),
  ITERATION_OUTPUT(usage("iterations[].output_tokens")),
  ITERATION_CACHE_READ(usage("iterations[].cache_read_input_tokens")),
  ITERATION_CACHE_WRITE(usage("iterations[].cache_creation_input_tokens")),
  ITERATION_CACHE_WRITE_5M(usage("iterations[].cache_creation.ephemeral_5m_input_tokens")),
  ITERATION_CACHE_WRITE_1H(usage("iterations[].cache_creation.ephemeral_1h_input_tokens"));

  static final JsonKeys<AnthropicKey> KEYS = JsonKeys.of(AnthropicKey.class);

  private final boolean mark;
  private final Prose.@Nullable Kind prose;
  private final String paths;

  AnthropicKey(String... paths) {
    this(false, null, paths);
  }

  AnthropicKey(boolean mark, String... paths) {
    this(mark, mark ? Prose.Kind.TEXT : null, paths);
  }

  AnthropicKey(boolean mark, Prose.@Nullable Kind prose, String... paths) {
    this.mark = mark;
    this.prose = prose;
    this.paths = String.join(" ", paths);
  }

  private static String[] usage(String field) {
    return new String[] {"usage." + field, "message.usage." + field};
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
