// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.wire.json.JsonKey;
import io.costspan.engine.wire.json.JsonKeys;
import io.costspan.engine.wire.json.Prose;
import org.jspecify.annotations.Nullable;

/**
 * The fields of OpenAI's {@code /responses}: at the top of a whole answer, under {@code response}
 * in the events of a stream.
 */
enum ResponsesKey implements JsonKey {
  RESPONSE("response"),
  TYPE("type"),
  DELTA(true, "delta"),
  ID(both("id")),
  MODEL(both("model")),
  STATUS(both("status")),
  INCOMPLETE(both("incomplete_details.reason")),
  SERVICE_TIER(both("service_tier")),
  ERROR(both("error")),
  ERROR_CODE(both("error.code")),
  /** Of an error event; other events have a {@code code}, too, and it is program text. */
  CODE("code"),
  ERROR_TYPE(both("error.type")),
  OUTPUT(both("output")),
  OUTPUT_ITEM(both("output[]")),
  OUTPUT_TYPE(both("output[].type")),
  /** What a search of the web did: it searched, or it went on with what it had found. */
  OUTPUT_ACTION(both("output[].action.type")),
  OUTPUT_CONTAINER(both("output[].container_id")),
  /** The text of a whole answer, which matters only to an estimate; streams say it in deltas. */
  OUTPUT_TEXT(
      false,
      Prose.Kind.TEXT,
      "output[].content",
      "output[].summary",
      "output[].arguments",
      "output[].input"),
  CALLED(false, Prose.Kind.CALL, "output[].name"),
  USAGE(both("usage")),
  INPUT(both("usage.input_tokens")),
  CACHED(both("usage.input_tokens_details.cached_tokens")),
  CACHE_WRITE(both("usage.input_tokens_details.cache_write_tokens")),
  OUT(both("usage.output_tokens")),
  REASONING(both("usage.output_tokens_details.reasoning_tokens")),
  COST_TICKS(both("usage.cost_in_usd_ticks")),
  COST(
      "usage.cost",
      "usage.pydantic_ai_gateway.cost_estimate",
      "response.usage.cost",
      "response.usage.pydantic_ai_gateway.cost_estimate"),
  OWN_KEY(both("usage.is_byok")),
  UPSTREAM_COST(both("usage.cost_details.upstream_inference_cost")),
  TOOL(both("tools[]")),
  TOOL_TYPE(both("tools[].type")),
  TOOL_MODEL(both("tools[].model")),
  WEB_SEARCHES(both("tool_usage.web_search.num_requests")),
  /** What the model that draws used; it is not within {@code usage}. */
  DRAWING(both("tool_usage.image_gen")),
  DRAWING_INPUT(both("tool_usage.image_gen.input_tokens")),
  DRAWING_INPUT_IMAGE(both("tool_usage.image_gen.input_tokens_details.image_tokens")),
  DRAWING_OUT(both("tool_usage.image_gen.output_tokens")),
  DRAWING_OUT_IMAGE(both("tool_usage.image_gen.output_tokens_details.image_tokens"));

  static final JsonKeys<ResponsesKey> KEYS = JsonKeys.of(ResponsesKey.class);

  private final boolean mark;
  private final Prose.@Nullable Kind prose;
  private final String paths;

  ResponsesKey(String... paths) {
    this(false, null, paths);
  }

  ResponsesKey(boolean mark, String... paths) {
    this(mark, mark ? Prose.Kind.TEXT : null, paths);
  }

  ResponsesKey(boolean mark, Prose.@Nullable Kind prose, String... paths) {
    this.mark = mark;
    this.prose = prose;
    this.paths = String.join(" ", paths);
  }

  private static String[] both(String path) {
    return new String[] {path, "response." + path};
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
