// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.wire.json.JsonKey;
import io.costspan.engine.wire.json.JsonKeys;
import io.costspan.engine.wire.json.Prose;
import org.jspecify.annotations.Nullable;

/** The fields of an answer of Google's {@code /interactions}, itself or within an event. */
enum InteractionsKey implements JsonKey {
  ID(both("id")),
  MODEL(both("model")),
  STATUS(both("status")),
  TIER(both("service_tier")),
  DELTA("delta"),
  DELTA_TEXT(true, "delta.text", "delta.content", "delta.arguments_delta"),
  STEP("steps[]", "interaction.steps[]", "outputs[]", "interaction.outputs[]", "step"),
  STEP_TYPE(step("type")),
  STEP_ID(step("id")),
  /** What a search was asked. */
  QUERY(step("arguments.queries[]")),
  ERROR(both("error")),
  ERROR_CODE(both("error.code")),
  ERROR_STATUS(both("error.status")),
  USAGE(both("usage")),
  INPUT(both("usage.total_input_tokens")),
  TOOL_USE(both("usage.total_tool_use_tokens")),
  OUTPUT(both("usage.total_output_tokens")),
  THOUGHTS(both("usage.total_thought_tokens")),
  CACHED(both("usage.total_cached_tokens")),
  INPUT_DETAIL(both("usage.input_tokens_by_modality[]")),
  OUTPUT_DETAIL(both("usage.output_tokens_by_modality[]")),
  CACHE_DETAIL(both("usage.cached_tokens_by_modality[]")),
  MODALITY(detail("modality")),
  MODALITY_TOKENS(detail("tokens")),
  // sums of details, not fields
  INPUT_AUDIO,
  INPUT_IMAGE,
  OUTPUT_AUDIO,
  OUTPUT_IMAGE,
  CACHE_AUDIO,
  CACHE_IMAGE;

  static final JsonKeys<InteractionsKey> KEYS = JsonKeys.of(InteractionsKey.class);

  private final boolean mark;
  private final String paths;

  InteractionsKey(String... paths) {
    this(false, paths);
  }

  InteractionsKey(boolean mark, String... paths) {
    this.mark = mark;
    this.paths = String.join(" ", paths);
  }

  private static String[] both(String path) {
    return new String[] {path, "interaction." + path};
  }

  private static String[] step(String field) {
    return new String[] {
      "steps[]." + field,
      "interaction.steps[]." + field,
      "outputs[]." + field,
      "interaction.outputs[]." + field,
      "step." + field,
      "delta." + field
    };
  }

  private static String[] detail(String field) {
    return new String[] {
      "usage.input_tokens_by_modality[]." + field,
      "usage.output_tokens_by_modality[]." + field,
      "usage.cached_tokens_by_modality[]." + field,
      "interaction.usage.input_tokens_by_modality[]." + field,
      "interaction.usage.output_tokens_by_modality[]." + field,
      "interaction.usage.cached_tokens_by_modality[]." + field
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
