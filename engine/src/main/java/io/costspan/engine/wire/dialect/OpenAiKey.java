// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.wire.json.JsonKey;
import io.costspan.engine.wire.json.JsonKeys;
import io.costspan.engine.wire.json.Prose;
import org.jspecify.annotations.Nullable;

/**
 * The fields of OpenAI's {@code /chat/completions}, {@code /completions} and {@code /embeddings}
 * answers, whole or in chunks, and those that other providers of the same dialect add.
 */
enum OpenAiKey implements JsonKey {
  ID("id", "conversation_id"),
  /** Of a conversation at Mistral each part of the answer names its own. */
  MODEL("model", "outputs[].model"),
  SERVICE_TIER("service_tier", "usage.service_tier"),
  FINGERPRINT("system_fingerprint"),
  CHOICES("choices"),
  CHOICE("choices[]"),
  INDEX("choices[].index"),
  FINISH("choices[].finish_reason"),
  /** Cloudflare's and Mistral's own streams have their text at the top. */
  TEXT(true, "choices[].text", "response", "content"),
  DELTA_CONTENT(true, "choices[].delta.content"),
  DELTA_REASONING(true, "choices[].delta.reasoning_content"),
  DELTA_REASONING_TEXT(true, "choices[].delta.reasoning"),
  DELTA_REFUSAL(true, "choices[].delta.refusal"),
  DELTA_TOOL_CALLS(true, "choices[].delta.tool_calls"),
  DELTA_FUNCTION(true, "choices[].delta.function_call"),
  /** The same of a whole message: only its text matters, and only to an estimate. */
  MESSAGE_TEXT(
      false,
      true,
      "choices[].message.content",
      "choices[].message.reasoning_content",
      "choices[].message.reasoning",
      "choices[].message.refusal",
      "choices[].message.tool_calls",
      "choices[].message.function_call",
      "outputs[].content",
      "result.response"),
  ERROR("error", "choices[].error"),
  ERROR_CODE("error.code", "choices[].error.code", "errors[].code"),
  ERROR_TYPE("error.type"),
  /** Some providers put their errors at the top. */
  TOP_CODE("code"),
  TOP_TYPE("type"),
  /** MiniMax fails with a status of 200, and says 0 here where it does not. */
  BASE_STATUS("base_resp.status_code"),
  /** Groq and Cloudflare put it under names of their own, Moonshot into the last choice. */
  USAGE("usage", "x_groq.usage", "choices[].usage", "result.usage"),
  PROMPT(usage("prompt_tokens")),
  COMPLETION(usage("completion_tokens")),
  TOTAL(usage("total_tokens")),
  /** DeepSeek's and Moonshot's names come beside or instead of OpenAI's. */
  CACHED(usage("prompt_tokens_details.cached_tokens")),
  CACHED_ELSEWHERE(
      "usage.cached_tokens",
      "usage.num_cached_tokens",
      "usage.cache_read_input_tokens",
      "usage.prompt_cache_hit_tokens",
      "usage.prompt_token_details.cached_tokens",
      "choices[].usage.cached_tokens"),
  CACHE_WRITE(usage("prompt_tokens_details.cache_write_tokens")),
  CACHE_WRITE_ELSEWHERE(
      "usage.cache_creation_input_tokens",
      "usage.prompt_tokens_details.cache_creation_input_tokens"),
  /** Mistral's; where there was none, it may also be null or an empty object. */
  AUDIO_SECONDS("usage.prompt_audio_seconds"),
  PROMPT_AUDIO(usage("prompt_tokens_details.audio_tokens")),
  PROMPT_IMAGE(usage("prompt_tokens_details.image_tokens")),
  REASONING(usage("completion_tokens_details.reasoning_tokens")),
  REASONING_ELSEWHERE("usage.reasoning_tokens", "usage.completion_token_details.reasoning_tokens"),
  COMPLETION_AUDIO(usage("completion_tokens_details.audio_tokens")),
  COMPLETION_IMAGE(usage("completion_tokens_details.image_tokens")),
  COST_TICKS("usage.cost_in_usd_ticks"),
  COST("usage.cost", "usage.cost.total_cost", "usage.pydantic_ai_gateway.cost_estimate"),
  /** OpenRouter, when the provider sends its own invoice to the owner of the key. */
  OWN_KEY("usage.is_byok"),
  UPSTREAM_COST("usage.cost_details.upstream_inference_cost"),
  CITATIONS("usage.citation_tokens"),
  SEARCH_CONTEXT("usage.search_context_size"),
  SEARCH_QUERIES("usage.num_search_queries"),
  CONNECTOR_SEARCHES("usage.connectors.web_search"),
  EXECUTED_TOOL("choices[].message.executed_tools[].type"),
  /** Which models a system of several used, one beside the other. */
  BREAKDOWN(breakdown("")),
  PART(breakdown(".models[]")),
  PART_MODEL(breakdown(".models[].model")),
  PART_PROMPT(breakdown(".models[].usage.prompt_tokens")),
  PART_CACHED(breakdown(".models[].usage.prompt_tokens_details.cached_tokens")),
  PART_COMPLETION(breakdown(".models[].usage.completion_tokens")),
  PART_REASONING(breakdown(".models[].usage.completion_tokens_details.reasoning_tokens"));

  static final JsonKeys<OpenAiKey> KEYS = JsonKeys.of(OpenAiKey.class);

  private final boolean mark;
  private final boolean text;
  private final String paths;

  OpenAiKey(String... paths) {
    this(false, false, paths);
  }

  OpenAiKey(boolean mark, String... paths) {
    this(mark, mark, paths);
  }

  OpenAiKey(boolean mark, boolean text, String... paths) {
    this.mark = mark;
    this.text = text;
    this.paths = String.join(" ", paths);
  }

  private static String[] usage(String field) {
    return new String[] {
      "usage." + field, "x_groq.usage." + field, "choices[].usage." + field, "result.usage." + field
    };
  }

  private static String[] breakdown(String field) {
    return new String[] {"usage_breakdown" + field, "x_groq.usage_breakdown" + field};
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
    return text ? Prose.Kind.TEXT : null;
  }
}
