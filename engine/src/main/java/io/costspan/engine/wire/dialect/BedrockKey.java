// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.wire.json.JsonKey;
import io.costspan.engine.wire.json.JsonKeys;
import io.costspan.engine.wire.json.Prose;
import org.jspecify.annotations.Nullable;

/**
 * The fields of Bedrock's answers: {@code converse}, whose stream has each member in a message of
 * its own, and {@code invoke}, where every vendor of a model has a body of its own. No two of them
 * mean different things by one path, so one table reads them all, and a model whose id says nothing
 * of its vendor, too.
 */
enum BedrockKey implements JsonKey {
  ID("id", "message.id"),
  MODEL("model", "message.model"),
  /** Where a prompt router sent the call. */
  ROUTED(member("trace.promptRouter.invokedModelId")),
  STOP(
      "stopReason",
      "messageStop.stopReason",
      "stop_reason",
      "message.stop_reason",
      "delta.stop_reason",
      "completionReason",
      "finish_reason"),
  CHOICES("choices", "outputs", "generations", "results", "completions"),
  CHOICE("choices[]", "outputs[]", "generations[]", "results[]", "completions[]"),
  CHOICE_INDEX("choices[].index"),
  CHOICE_STOP(
      "choices[].finish_reason",
      "choices[].stop_reason",
      "outputs[].stop_reason",
      "generations[].finish_reason",
      "results[].completionReason",
      "completions[].finishReason.reason"),
  CONTENT(
      true,
      true,
      "delta.text",
      "delta.thinking",
      "delta.partial_json",
      "delta.toolUse",
      "delta.reasoningContent",
      "contentBlockDelta.delta",
      "outputText",
      "generation",
      "completion",
      "text",
      "outputs[].text",
      "choices[].text",
      "choices[].delta.content",
      "choices[].delta.reasoning_content",
      "choices[].delta.tool_calls"),
  /** The text of a whole message, which matters only to an estimate. */
  MESSAGE_TEXT(
      false,
      true,
      "output.message.content",
      "content",
      "choices[].message.content",
      "choices[].message.tool_calls",
      "results[].outputText",
      "generations[].text"),
  ERROR("error"),
  ERROR_TYPE("error.type", "__type"),
  ERROR_CODE("error.code"),
  SERVICE_TIER(member("serviceTier.type")),
  LATENCY(member("performanceConfig.latency")),

  // converse, and Nova's own body
  INPUT(member("usage.inputTokens")),
  OUTPUT(member("usage.outputTokens")),
  CACHE_READ(member("usage.cacheReadInputTokens")),
  CACHE_READ_COUNT(member("usage.cacheReadInputTokenCount")),
  CACHE_WRITE(member("usage.cacheWriteInputTokens")),
  CACHE_WRITE_COUNT(member("usage.cacheWriteInputTokenCount")),
  CACHE_DETAILS(member("usage.cacheDetails")),
  CACHE_DETAIL(member("usage.cacheDetails[]")),
  CACHE_TTL(member("usage.cacheDetails[].ttl")),
  CACHE_TTL_TOKENS(member("usage.cacheDetails[].inputTokens")),

  // Anthropic's body
  ANTHROPIC_INPUT(AnthropicKey.INPUT),
  ANTHROPIC_OUTPUT(AnthropicKey.OUTPUT),
  ANTHROPIC_CACHE_READ(AnthropicKey.CACHE_READ),
  ANTHROPIC_CACHE_WRITE(AnthropicKey.CACHE_WRITE),
  ANTHROPIC_CACHE_WRITE_5M(AnthropicKey.CACHE_WRITE_5M),
  ANTHROPIC_CACHE_WRITE_1H(AnthropicKey.CACHE_WRITE_1H),
  ANTHROPIC_THINKING(AnthropicKey.THINKING),
  ANTHROPIC_ITERATIONS(AnthropicKey.ITERATIONS),
  ANTHROPIC_ITERATION(AnthropicKey.ITERATION),
  ANTHROPIC_ITERATION_TYPE(AnthropicKey.ITERATION_TYPE),
  ANTHROPIC_ITERATION_MODEL(AnthropicKey.ITERATION_MODEL),
  ANTHROPIC_ITERATION_INPUT(AnthropicKey.ITERATION_INPUT),
  ANTHROPIC_ITERATION_OUTPUT(AnthropicKey.ITERATION_OUTPUT),
  ANTHROPIC_ITERATION_CACHE_READ(AnthropicKey.ITERATION_CACHE_READ),
  ANTHROPIC_ITERATION_CACHE_WRITE(AnthropicKey.ITERATION_CACHE_WRITE),
  ANTHROPIC_ITERATION_CACHE_WRITE_5M(AnthropicKey.ITERATION_CACHE_WRITE_5M),
  ANTHROPIC_ITERATION_CACHE_WRITE_1H(AnthropicKey.ITERATION_CACHE_WRITE_1H),

  // OpenAI's body, which AI21 and newer models of others have, too
  PROMPT("usage.prompt_tokens"),
  COMPLETION("usage.completion_tokens"),
  PROMPT_CACHED("usage.prompt_tokens_details.cached_tokens"),
  REASONING("usage.completion_tokens_details.reasoning_tokens"),

  // bodies of Titan and Llama
  PLAIN_INPUT("inputTextTokenCount", "prompt_token_count"),
  PLAIN_OUTPUT("totalOutputTextTokenCount", "generation_token_count"),
  RESULT_OUTPUT("results[].tokenCount"),

  // Bedrock's own words, in the last chunk of any stream
  METRICS_INPUT("amazon-bedrock-invocationMetrics.inputTokenCount"),
  METRICS_OUTPUT("amazon-bedrock-invocationMetrics.outputTokenCount"),
  METRICS_CACHE_READ("amazon-bedrock-invocationMetrics.cacheReadInputTokenCount"),
  METRICS_CACHE_WRITE("amazon-bedrock-invocationMetrics.cacheWriteInputTokenCount");

  static final JsonKeys<BedrockKey> KEYS = JsonKeys.of(BedrockKey.class);

  /** What Anthropic's own dialect calls the field; {@code null} where it has none. */
  final @Nullable AnthropicKey anthropic;

  private final boolean mark;
  private final boolean text;
  private final String paths;

  BedrockKey(String... paths) {
    this(false, false, paths);
  }

  BedrockKey(boolean mark, boolean text, String... paths) {
    this.mark = mark;
    this.text = text;
    this.paths = String.join(" ", paths);
    this.anthropic = null;
  }

  BedrockKey(AnthropicKey anthropic) {
    this.mark = false;
    this.text = false;
    this.paths = anthropic.paths();
    this.anthropic = anthropic;
  }

  /** A member at the top, and within the stream's last event where that is wrapped. */
  private static String[] member(String path) {
    return new String[] {path, "metadata." + path};
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
