// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import io.costspan.engine.wire.dialect.ApiDialect;
import io.costspan.engine.wire.dialect.MediaDialect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a path that ends in a certain way is read. Only the end counts: gateways put what they like
 * before it.
 *
 * @param suffix the end of the path; one {@code *} in it stands for a segment of any name
 * @param star where it does; -1 for none
 * @param operation the GenAI conventions' operation name
 * @param stream whether the path asks for a stream; {@code null} when it does not say
 * @param stranger provider id where the host is not known
 */
record PathRule(
    String suffix,
    int star,
    Dialect dialect,
    String operation,
    @Nullable Boolean stream,
    String stranger) {

  PathRule(
      String suffix, Dialect dialect, String operation, @Nullable Boolean stream, String stranger) {
    this(suffix, suffix.indexOf('*'), dialect, operation, stream, stranger);
  }

  /** In order: a longer suffix stands before the shorter one that it ends with. */
  static final List<PathRule> ALL =
      List.of(
          openAi("/chat/completions", ApiDialect.OPENAI_CHAT, "chat"),
          openAi("/fim/completions", ApiDialect.OPENAI_CHAT, "text_completion"),
          openAi("/agents/completions", ApiDialect.OPENAI_CHAT, "chat"),
          openAi("/completions", ApiDialect.OPENAI_COMPLETIONS, "text_completion"),
          openAi("/responses", ApiDialect.OPENAI_RESPONSES, "chat"),
          openAi("/responses/compact", ApiDialect.OPENAI_RESPONSES, "chat"),
          openAi("/embeddings", ApiDialect.OPENAI_EMBEDDINGS, "embeddings"),
          rule("/v1/messages", ApiDialect.ANTHROPIC_MESSAGES, "chat", "anthropic_compatible"),
          gemini(":generateContent", ApiDialect.GEMINI_GENERATE, "generate_content", false),
          gemini(":streamGenerateContent", ApiDialect.GEMINI_GENERATE, "generate_content", true),
          gemini(":embedContent", ApiDialect.GEMINI_EMBED, "embeddings", null),
          gemini(":batchEmbedContents", ApiDialect.GEMINI_EMBED, "embeddings", null),
          rule("/api/chat", ApiDialect.OLLAMA_CHAT, "chat", "ollama"),
          rule("/api/generate", ApiDialect.OLLAMA_GENERATE, "text_completion", "ollama"),
          rule("/api/embed", ApiDialect.OLLAMA_EMBED, "embeddings", "ollama"),
          rule("/api/embeddings", ApiDialect.OLLAMA_EMBED, "embeddings", "ollama"),
          openAi("/images/generations", MediaDialect.OPENAI_IMAGES, "image"),
          openAi("/images/edits", MediaDialect.OPENAI_IMAGES, "image"),
          openAi("/images/variations", MediaDialect.OPENAI_IMAGES, "image"),
          openAi("/audio/speech", MediaDialect.OPENAI_SPEECH, "audio.speech"),
          openAi("/audio/transcriptions", MediaDialect.OPENAI_TRANSCRIPTION, "audio.transcription"),
          openAi("/audio/translations", MediaDialect.OPENAI_TRANSCRIPTION, "audio.transcription"),
          openAi("/moderations", MediaDialect.OPENAI_MODERATIONS, "moderation"),
          openAi("/v1/videos", MediaDialect.OPENAI_VIDEOS, "video"),
          openAi("/v1/videos/*/remix", MediaDialect.OPENAI_VIDEOS, "video"),
          openAi("/v1/ocr", MediaDialect.MISTRAL_OCR, "ocr"),
          gemini(":predictLongRunning", MediaDialect.GEMINI_VIDEOS, "video", null),
          elevenLabs("/v1/text-to-speech/*", MediaDialect.ELEVENLABS_SPEECH, "audio.speech"),
          elevenLabs("/v1/text-to-speech/*/stream", MediaDialect.ELEVENLABS_SPEECH, "audio.speech"),
          elevenLabs(
              "/v1/text-to-speech/*/with-timestamps",
              MediaDialect.ELEVENLABS_SPEECH,
              "audio.speech"),
          elevenLabs(
              "/v1/text-to-speech/*/stream/with-timestamps",
              MediaDialect.ELEVENLABS_SPEECH,
              "audio.speech"),
          elevenLabs(
              "/v1/speech-to-text", MediaDialect.ELEVENLABS_TRANSCRIPTION, "audio.transcription"));

  private static PathRule openAi(String suffix, Dialect dialect, String operation) {
    return rule(suffix, dialect, operation, "openai_compatible");
  }

  private static PathRule elevenLabs(String suffix, Dialect dialect, String operation) {
    return rule(suffix, dialect, operation, "elevenlabs_compatible");
  }

  private static PathRule gemini(
      String suffix, Dialect dialect, String operation, @Nullable Boolean stream) {
    return new PathRule(suffix, dialect, operation, stream, "gemini_compatible");
  }

  private static PathRule rule(String suffix, Dialect dialect, String operation, String stranger) {
    return new PathRule(suffix, dialect, operation, null, stranger);
  }

  /**
   * Whether a URL's path ends in this way.
   *
   * @param end where the path ends within the URL
   */
  boolean matches(String url, int end) {
    if (star < 0) {
      return url.regionMatches(end - suffix.length(), suffix, 0, suffix.length());
    }
    int tail = suffix.length() - star - 1;
    int segmentEnd = end - tail;
    if (!url.regionMatches(segmentEnd, suffix, star + 1, tail)) {
      return false;
    }
    int segment = url.lastIndexOf('/', segmentEnd - 1) + 1;
    return segment < segmentEnd && url.regionMatches(segment - star, suffix, 0, star);
  }
}
