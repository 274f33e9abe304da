// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.wire.json.JsonKey;
import io.costspan.engine.wire.json.JsonKeys;
import io.costspan.engine.wire.json.Prose;
import org.jspecify.annotations.Nullable;

/**
 * The fields of Cohere's chat, generate and embed answers, whole or in events, of both versions.
 */
enum CohereKey implements JsonKey {
  ID("id", "generation_id"),
  FINISH("finish_reason", "delta.finish_reason", "response.finish_reason"),
  GENERATIONS("generations", "response.generations"),
  GENERATION("generations[]", "response.generations[]"),
  GENERATION_FINISH("generations[].finish_reason", "response.generations[].finish_reason"),
  TEXT(true, "text", "generations[].text"),
  DELTA_TEXT(true, "delta.message.content"),
  DELTA_PLAN(true, "delta.message.tool_plan"),
  DELTA_TOOL_CALLS(true, "delta.message.tool_calls"),
  ERROR("error", "delta.error"),
  ERROR_TYPE("error_type", "delta.error_type"),
  /** A message is an object in an answer, and text in an error. */
  MESSAGE("message"),
  USAGE(usage("")),
  BILLED_INPUT(usage(".billed_units.input_tokens")),
  BILLED_IMAGES(usage(".billed_units.image_tokens")),
  BILLED_OUTPUT(usage(".billed_units.output_tokens")),
  MODEL_INPUT(usage(".tokens.input_tokens")),
  MODEL_OUTPUT(usage(".tokens.output_tokens")),
  REASONING(usage(".tokens.reasoning_tokens"));

  static final JsonKeys<CohereKey> KEYS = JsonKeys.of(CohereKey.class);

  private final boolean mark;
  private final String paths;

  CohereKey(String... paths) {
    this(false, paths);
  }

  CohereKey(boolean mark, String... paths) {
    this.mark = mark;
    this.paths = String.join(" ", paths);
  }

  private static String[] usage(String field) {
    return new String[] {
      "usage" + field, "delta.usage" + field, "meta" + field, "response.meta" + field
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
