// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.wire.json.JsonKey;
import io.costspan.engine.wire.json.JsonKeys;
import io.costspan.engine.wire.json.Prose;
import org.jspecify.annotations.Nullable;

/** The fields of Google's generate and embed answers. */
enum GeminiKey implements JsonKey {
  ID("responseId"),
  MODEL("modelVersion"),
  CANDIDATES("candidates"),
  CANDIDATE("candidates[]"),
  INDEX("candidates[].index"),
  FINISH("candidates[].finishReason"),
  PARTS(true, "candidates[].content.parts"),
  SEARCHES("candidates[].groundingMetadata.webSearchQueries"),
  SEARCH("candidates[].groundingMetadata.webSearchQueries[]"),
  BLOCK_REASON("promptFeedback.blockReason"),
  ERROR("error"),
  ERROR_CODE("error.code"),
  ERROR_STATUS("error.status"),
  USAGE("usageMetadata"),
  PROMPT("usageMetadata.promptTokenCount"),
  TOOL_PROMPT("usageMetadata.toolUsePromptTokenCount"),
  CANDIDATES_TOKENS("usageMetadata.candidatesTokenCount"),
  THOUGHTS("usageMetadata.thoughtsTokenCount"),
  CACHED("usageMetadata.cachedContentTokenCount"),
  COST("usageMetadata.pydantic_ai_gateway.cost_estimate"),
  TIER("usageMetadata.serviceTier", "serviceTier"),
  TRAFFIC_TYPE("usageMetadata.trafficType"),
  /** The embedding API spells it in the singular. */
  PROMPT_DETAIL("usageMetadata.promptTokensDetails[]", "usageMetadata.promptTokenDetails[]"),
  CANDIDATES_DETAIL("usageMetadata.candidatesTokensDetails[]"),
  CACHE_DETAIL("usageMetadata.cacheTokensDetails[]"),
  MODALITY(detail("modality")),
  MODALITY_TOKENS(detail("tokenCount")),
  // sums of details, not fields
  PROMPT_AUDIO,
  PROMPT_IMAGE,
  CANDIDATES_AUDIO,
  CANDIDATES_IMAGE,
  CACHE_AUDIO,
  CACHE_IMAGE;

  static final JsonKeys<GeminiKey> KEYS = JsonKeys.of(GeminiKey.class);

  private final boolean mark;
  private final String paths;

  GeminiKey(String... paths) {
    this(false, paths);
  }

  GeminiKey(boolean mark, String... paths) {
    this.mark = mark;
    this.paths = String.join(" ", paths);
  }

  private static String[] detail(String field) {
    return new String[] {
      "usageMetadata.promptTokensDetails[]." + field,
      "usageMetadata.promptTokenDetails[]." + field,
      "usageMetadata.candidatesTokensDetails[]." + field,
      "usageMetadata.cacheTokensDetails[]." + field
    };
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
    return mark ? Prose.Kind.TEXT : null;
  }
}
