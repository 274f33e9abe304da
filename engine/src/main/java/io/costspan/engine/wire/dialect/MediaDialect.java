// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.Dialect;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The dialects of calls that make or read pictures, sound, video and pages. */
public final class MediaDialect implements Dialect {

  /** OpenAI's {@code /images/generations}, {@code /images/edits}, {@code /images/variations}. */
  public static final Dialect OPENAI_IMAGES =
      new MediaDialect(
          "openai.images", "image", ImageReader::new, MediaRequestKey.PROMPT, MediaRequestKey.FILE);

  /** OpenAI's {@code /audio/speech}. */
  public static final Dialect OPENAI_SPEECH =
      new MediaDialect("openai.speech", "speech", SoundAnswer::speech, MediaRequestKey.INPUT);

  /** OpenAI's {@code /audio/transcriptions} and {@code /audio/translations}. */
  public static final Dialect OPENAI_TRANSCRIPTION =
      new MediaDialect(
          "openai.transcription", null, SoundAnswer::transcription, MediaRequestKey.FILE);

  /** OpenAI's {@code /videos}. */
  public static final Dialect OPENAI_VIDEOS =
      new MediaDialect("openai.videos", null, VideoReader::new, MediaRequestKey.PROMPT);

  /** OpenAI's {@code /moderations}. */
  public static final Dialect OPENAI_MODERATIONS =
      new MediaDialect("openai.moderations", null, ModerationReader::new, MediaRequestKey.INPUT);

  /** Mistral's {@code /v1/ocr}. */
  public static final Dialect MISTRAL_OCR =
      new MediaDialect("mistral.ocr", null, PagesReader::new, MediaRequestKey.DOCUMENT);

  /** ElevenLabs' {@code /v1/text-to-speech/voice}. */
  public static final Dialect ELEVENLABS_SPEECH =
      new MediaDialect("elevenlabs.speech", "speech", SoundAnswer::speech, MediaRequestKey.TEXT);

  /** ElevenLabs' {@code /v1/speech-to-text}. */
  public static final Dialect ELEVENLABS_TRANSCRIPTION =
      new MediaDialect(
          "elevenlabs.transcription", null, SoundAnswer::transcription, MediaRequestKey.FILE);

  /** Google's {@code :predict} of the models that draw. */
  public static final Dialect GEMINI_IMAGES =
      new MediaDialect("gemini.images", "image", ImageReader::new, MediaRequestKey.INSTANCES);

  /** Google's {@code :predictLongRunning}, which starts a video. */
  public static final Dialect GEMINI_VIDEOS =
      new MediaDialect("gemini.videos", null, VideoReader::new, MediaRequestKey.INSTANCES);

  private final String id;
  private final @Nullable String outputType;
  private final Responses responses;
  private final Set<MediaRequestKey> required;

  private MediaDialect(
      String id, @Nullable String outputType, Responses responses, MediaRequestKey... required) {
    this.id = id;
    this.outputType = outputType;
    this.responses = responses;
    this.required = Set.of(required);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public BodyReader<RequestFacts> request(Endpoint endpoint) {
    return new MediaRequestReader(endpoint, outputType, required);
  }

  @Override
  public BodyReader<ResponseFacts> response(
      Endpoint endpoint, RequestFacts request, ResponseHead head) {
    return responses.open(endpoint, request, head);
  }

  /** Makes a dialect's reader. */
  @FunctionalInterface
  private interface Responses {
    BodyReader<ResponseFacts> open(Endpoint endpoint, RequestFacts request, ResponseHead head);
  }
}
