// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.wire.json.JsonKey;
import io.costspan.engine.wire.json.JsonKeys;
import io.costspan.engine.wire.json.Prose;
import org.jspecify.annotations.Nullable;

/**
 * What requests for pictures, sound, video and pages ask for: JSON members, or the fields of a form
 * under the same names.
 */
enum MediaRequestKey implements JsonKey {
  /** ElevenLabs calls it {@code model_id}. */
  MODEL("model", "model_id"),
  STREAM("stream"),
  STREAM_FORMAT("stream_format"),
  COUNT("n", "parameters.sampleCount"),
  SIZE("size"),
  QUALITY("quality"),
  RESOLUTION("resolution", "parameters.resolution"),
  AUDIO("generate_audio", "parameters.generateAudio"),
  SECONDS("seconds", "duration", "parameters.durationSeconds"),
  SERVICE_TIER("service_tier"),
  PROMPT(true, null, "prompt"),
  INSTANCES(true, null, "instances"),
  DOCUMENT(true, null, "document"),
  INPUT(true, Prose.Kind.TEXT, "input"),
  /** ElevenLabs' name for what is to be spoken. */
  TEXT(true, Prose.Kind.TEXT, "text"),
  /** A file of a form. */
  FILE;

  static final JsonKeys<MediaRequestKey> KEYS = JsonKeys.of(MediaRequestKey.class);

  private final boolean mark;
  private final Prose.@Nullable Kind prose;
  private final String paths;

  MediaRequestKey(String... paths) {
    this(false, null, paths);
  }

  MediaRequestKey(boolean mark, Prose.@Nullable Kind prose, String... paths) {
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
