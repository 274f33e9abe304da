// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.wire.json.JsonKey;
import io.costspan.engine.wire.json.JsonKeys;

/**
 * The fields of answers that are pictures, sound, video or pages, under the names that the APIs
 * have for them. Names of one never mean something else in another.
 */
enum MediaKey implements JsonKey {
  ID("id"),
  /** Google's long running operation. */
  NAME("name"),
  /** What an event of a stream is. */
  TYPE("type"),
  MODEL("model"),
  SERVICE_TIER("service_tier", "usage.service_tier"),
  ERROR("error"),
  ERROR_CODE("error.code"),
  ERROR_TYPE("error.type", "error.status"),
  TOP_CODE("code"),
  PICTURE("data[]"),
  /** Google's; a prediction without it was held back, and is not billed. */
  PICTURE_TYPE("predictions[].mimeType"),
  USAGE("usage"),
  /** Transcriptions write {@code input_token_details} where pictures have another {@code s}. */
  INPUT("usage.input_tokens", "usage.prompt_tokens"),
  INPUT_IMAGE("usage.input_tokens_details.image_tokens"),
  INPUT_AUDIO(
      "usage.input_token_details.audio_tokens",
      "usage.input_tokens_details.audio_tokens",
      "usage.prompt_tokens_details.audio_tokens"),
  CACHED(
      "usage.input_tokens_details.cached_tokens",
      "usage.input_token_details.cached_tokens",
      "usage.prompt_tokens_details.cached_tokens"),
  OUTPUT("usage.output_tokens", "usage.completion_tokens"),
  OUTPUT_IMAGE("usage.output_tokens_details.image_tokens"),
  OUTPUT_TEXT("usage.output_tokens_details.text_tokens"),
  TOTAL("usage.total_tokens"),
  /** Of a recording, as billed. */
  BILLED_SECONDS("usage.seconds", "usage.prompt_audio_seconds"),
  /** Of a recording, as measured. */
  DURATION("duration"),
  /** Of a video. */
  SECONDS("seconds"),
  PAGES("usage_info.pages_processed"),
  COST("usage.cost"),
  COST_TICKS("usage.cost_in_usd_ticks"),
  PIECE(true, "delta", "audio", "b64_json");

  static final JsonKeys<MediaKey> KEYS = JsonKeys.of(MediaKey.class);

  private final boolean mark;
  private final String paths;

  MediaKey(String... paths) {
    this(false, paths);
  }

  MediaKey(boolean mark, String... paths) {
    this.mark = mark;
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
}
