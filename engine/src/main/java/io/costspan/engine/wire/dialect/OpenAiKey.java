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
  ID("id"),
  MODEL("model"),
  SERVICE_TIER("service_tier"),
  FINGERPRINT("system_fingerprint"),
  CHOICES("choices"),
  CHOICE("choices[]"),
  INDEX("choices[].index"),
  FINISH("choices[].finish_reason"),
  TEXT(true, "choices[].text"),
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
      "choices[].message.function_call"),
  ERROR("error", "choices[].error"),
  ERROR_CODE("error.code", "choices[].error.code"),
  ERROR_TYPE("error.type"),
  /** Some providers put their errors at the top. */
  TOP_CODE("code"),
  TOP_TYPE("type"),
  /** Groq puts it under a name of its own, Moonshot into the last choice. */
  USAGE("usage", "x_groq.usage", "choices[].usage"),
  PROMPT(usage("prompt_tokens")),
  COMPLETION(usage("completion_tokens")),
  TOTAL(usage("total_tokens")),
  /** DeepSeek's and Moonshot's names come beside or instead of OpenAI's. */
  CACHED(usage("prompt_tokens_details.cached_tokens")),
  CACHED_ELSEWHERE(
      "usage.cached_tokens",
      "usage.num_cached_tokens",
      "usage.prompt_cache_hit_tokens",
      "usage.prompt_token_details.cached_tokens",
      "choices[].usage.cached_tokens"),
  CACHE_WRITE(usage("prompt_tokens_details.cache_write_tokens")),
  CACHE_WRITE_ELSEWHERE(
      "usage.cache_creation_input_tokens",
      "usage.prompt_tokens_details.cache_creation_input_tokens"),
  PROMPT_AUDIO(usage("prompt_tokens_details.audio_tokens")),
  PROMPT_IMAGE(usage("prompt_tokens_details.image_tokens")),
  REASONING(usage("completion_tokens_details.reasoning_tokens")),
  REASONING_ELSEWHERE("usage.reasoning_tokens"),
  COMPLETION_AUDIO(usage("completion_tokens_details.audio_tokens")),
  COMPLETION_IMAGE(usage("completion_tokens_details.image_tokens")),
  COST_TICKS("usage.cost_in_usd_ticks"),
  COST("usage.cost", "usage.cost.total_cost");

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
    return new String[] {"usage." + field, "x_groq.usage." + field, "choices[].usage." + field};
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
