// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import io.costspan.engine.wire.dialect.ApiDialect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a path that ends in a certain way is read. Only the end counts: gateways put what they like
 * before it.
 *
 * @param suffix the end of the path
 * @param operation the GenAI conventions' operation name
 * @param stream whether the path asks for a stream; {@code null} when it does not say
 * @param stranger provider id where the host is not known
 */
record PathRule(
    String suffix, Dialect dialect, String operation, @Nullable Boolean stream, String stranger) {

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
          rule("/api/embeddings", ApiDialect.OLLAMA_EMBED, "embeddings", "ollama"));

  private static PathRule openAi(String suffix, Dialect dialect, String operation) {
    return rule(suffix, dialect, operation, "openai_compatible");
  }

  private static PathRule gemini(
      String suffix, Dialect dialect, String operation, @Nullable Boolean stream) {
    return new PathRule(suffix, dialect, operation, stream, "gemini_compatible");
  }

  private static PathRule rule(String suffix, Dialect dialect, String operation, String stranger) {
    return new PathRule(suffix, dialect, operation, null, stranger);
  }
}
