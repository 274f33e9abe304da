// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.wire.json.JsonKey;
import io.costspan.engine.wire.json.JsonKeys;
import io.costspan.engine.wire.json.Prose;
import org.jspecify.annotations.Nullable;

/** What requests ask for, under the names that the APIs have for it. Names of one never collide. */
enum RequestKey implements JsonKey {
  MODEL(
      "model", "rerankingConfiguration.bedrockRerankingConfiguration.modelConfiguration.modelArn"),
  STREAM("stream"),
  INCLUDE_USAGE("stream_options.include_usage"),
  MAX_TOKENS(
      "max_completion_tokens",
      "max_tokens",
      "max_output_tokens",
      "max_tokens_to_sample",
      "maximum_tokens",
      "parameters.max_tokens",
      "parameters.max_new_tokens",
      "generationConfig.maxOutputTokens",
      "generation_config.max_output_tokens",
      "inferenceConfig.maxTokens",
      "textGenerationConfig.maxTokenCount",
      "max_gen_len",
      "maxTokens",
      "options.num_predict"),
  /** llama.cpp's name for it, which no other server has. */
  N_PREDICT("n_predict"),
  CHOICES("n", "generationConfig.candidateCount"),
  SERVICE_TIER("service_tier", "serviceTier", "serviceTier.type"),
  TEMPERATURE(
      "temperature",
      "generationConfig.temperature",
      "generation_config.temperature",
      "options.temperature",
      "inferenceConfig.temperature",
      "textGenerationConfig.temperature",
      "parameters.temperature"),
  /** Cohere is the one that calls these two by a single letter. */
  TOP_P(
      "top_p",
      "p",
      "generationConfig.topP",
      "options.top_p",
      "inferenceConfig.topP",
      "textGenerationConfig.topP",
      "parameters.top_p"),
  TOP_K(
      "top_k",
      "k",
      "generationConfig.topK",
      "options.top_k",
      "inferenceConfig.topK",
      "parameters.top_k"),
  FREQUENCY_PENALTY(
      "frequency_penalty", "generationConfig.frequencyPenalty", "options.frequency_penalty"),
  PRESENCE_PENALTY(
      "presence_penalty", "generationConfig.presencePenalty", "options.presence_penalty"),
  SEED("seed", "generationConfig.seed", "options.seed", "parameters.seed"),
  STOP(
      "stop",
      "stop[]",
      "stop_sequences[]",
      "generationConfig.stopSequences[]",
      "inferenceConfig.stopSequences[]",
      "textGenerationConfig.stopSequences[]",
      "options.stop",
      "options.stop[]",
      "parameters.stop",
      "parameters.stop[]"),
  OUTPUT_TYPE(
      "response_format.type", "text.format.type", "generationConfig.responseMimeType", "format"),
  DIMENSIONS(
      "dimensions",
      "output_dimension",
      "outputDimensionality",
      "requests[].outputDimensionality",
      "parameters.dimension",
      "parameters.outputDimensionality"),
  BACKGROUND("background"),
  MESSAGES(Prose.Kind.MESSAGES, "messages"),
  /** Cohere's older name for what is said now, and for all that was said before. */
  MESSAGE(Prose.Kind.MESSAGES, "message", "chat_history"),
  INPUT(Prose.Kind.MESSAGES, "input"),
  /** What models of any kind are asked, those that were trained to sort flowers among them. */
  INPUTS(Prose.Kind.MESSAGES, "inputs"),
  INPUT_TEXT(Prose.Kind.MESSAGES, "inputText"),
  TEXTS(Prose.Kind.MESSAGES, "texts"),
  INSTANCES(Prose.Kind.MESSAGES, "instances"),
  PROMPT(Prose.Kind.MESSAGES, "prompt"),
  /** What a model of Amazon's that makes more than text is to do. */
  TASK_TYPE(true, "taskType"),
  /** What a stored prompt of Bedrock's is filled with. */
  PROMPT_VARIABLES(Prose.Kind.TEXT, "promptVariables"),
  RERANKING(true, "sources"),
  /** A conversation, or the beginning of a prompt, that the provider keeps. */
  PREVIOUS(
      Prose.Kind.EARLIER,
      "previous_response_id",
      "previous_interaction_id",
      "conversation",
      "cachedContent"),
  CONTENTS(Prose.Kind.MESSAGES, "contents", "content", "requests[].content"),
  DOCUMENTS(Prose.Kind.TEXT, "documents", "passages"),
  QUERY(Prose.Kind.TEXT, "query"),
  /** Only generation of text is asked for with one of these. */
  GENERATES("parameters.details", "parameters.do_sample", "parameters.return_full_text"),
  SYSTEM(
      Prose.Kind.TEXT,
      "system",
      "instructions",
      "systemInstruction",
      "system_instruction",
      "preamble"),
  TOOLS(Prose.Kind.TOOLS, "tools", "functions", "toolConfig.tools");

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
