// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.Dialect;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import java.util.EnumSet;
import java.util.Set;

/** Every dialect that is spoken here. */
public final class ApiDialect implements Dialect {

  /** OpenAI's {@code /chat/completions}. */
  public static final Dialect OPENAI_CHAT =
      new ApiDialect("openai.chat", OpenAiReader::new, RequestKey.MESSAGES);

  /** OpenAI's {@code /responses}. */
  public static final Dialect OPENAI_RESPONSES =
      new ApiDialect(
          "openai.responses",
          ResponsesReader::new,
          RequestKey.INPUT,
          RequestKey.PROMPT,
          RequestKey.PREVIOUS);

  /** OpenAI's older {@code /completions}. */
  public static final Dialect OPENAI_COMPLETIONS =
      new ApiDialect("openai.completions", OpenAiReader::new, RequestKey.PROMPT);

  /** OpenAI's {@code /embeddings}. */
  public static final Dialect OPENAI_EMBEDDINGS =
      new ApiDialect("openai.embeddings", OpenAiReader::new, RequestKey.INPUT);

  /** Anthropic's {@code /v1/messages}. */
  public static final Dialect ANTHROPIC_MESSAGES =
      new ApiDialect("anthropic.messages", AnthropicReader::new, RequestKey.MESSAGES);

  /** Google's {@code :generateContent} and {@code :streamGenerateContent}. */
  public static final Dialect GEMINI_GENERATE =
      new ApiDialect("gemini.generate", GeminiReader::new, RequestKey.CONTENTS);

  /** Google's {@code :embedContent} and {@code :batchEmbedContents}. */
  public static final Dialect GEMINI_EMBED =
      new ApiDialect("gemini.embed", GeminiReader::new, RequestKey.CONTENTS);

  /** Ollama's own {@code /api/chat}. */
  public static final Dialect OLLAMA_CHAT =
      new ApiDialect("ollama.chat", OllamaReader::new, true, RequestKey.MESSAGES);

  /** Ollama's own {@code /api/generate}. */
  public static final Dialect OLLAMA_GENERATE =
      new ApiDialect("ollama.generate", OllamaReader::new, true, RequestKey.PROMPT);

  /** Ollama's own {@code /api/embed} and {@code /api/embeddings}. */
  public static final Dialect OLLAMA_EMBED =
      new ApiDialect("ollama.embed", OllamaReader::new, RequestKey.INPUT, RequestKey.PROMPT);

  private final String id;
  private final Responses responses;
  private final boolean streamsByDefault;
  private final Set<RequestKey> prompts;

  private ApiDialect(String id, Responses responses, RequestKey... prompts) {
    this(id, responses, false, prompts);
  }

  private ApiDialect(
      String id, Responses responses, boolean streamsByDefault, RequestKey... prompts) {
    this.id = id;
    this.responses = responses;
    this.streamsByDefault = streamsByDefault;
    this.prompts = EnumSet.of(prompts[0], prompts);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public BodyReader<RequestFacts> request(Endpoint endpoint) {
    return new RequestReader(endpoint, prompts, streamsByDefault);
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
