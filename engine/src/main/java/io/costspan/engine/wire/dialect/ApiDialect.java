// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.Dialect;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;

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

  /** Databricks' {@code /serving-endpoints/name/invocations}: OpenAI's answers of three kinds. */
  public static final Dialect OPENAI_INVOCATIONS =
      new ApiDialect(
          "databricks.invocations",
          OpenAiReader::new,
          RequestKey.MESSAGES,
          RequestKey.PROMPT,
          RequestKey.INPUT);

  /** Cloudflare's {@code /ai/run/@cf/...}: OpenAI's usage within {@code result}. */
  public static final Dialect CLOUDFLARE_RUN =
      new ApiDialect(
          "cloudflare.run",
          OpenAiReader::new,
          RequestKey.MESSAGES,
          RequestKey.PROMPT,
          RequestKey.INPUT);

  /** Anthropic's older {@code /v1/complete}. */
  public static final Dialect ANTHROPIC_COMPLETE =
      new ApiDialect("anthropic.complete", CompletionReader::new, RequestKey.PROMPT);

  /** Aleph Alpha's {@code /complete}. */
  public static final Dialect ALEPH_ALPHA =
      new ApiDialect("aleph_alpha.complete", CompletionReader::new, RequestKey.PROMPT);

  /** Hugging Face's text generation inference. */
  public static final Dialect HF_TGI =
      new ApiDialect("hf.tgi", CompletionReader::new, generation().withoutModel());

  /** llama.cpp's own {@code /completion}. */
  public static final Dialect LLAMA_CPP =
      new ApiDialect(
          "llama_cpp.completion",
          CompletionReader::new,
          RequestShape.of(RequestKey.PROMPT).and(RequestKey.N_PREDICT).withoutModel());

  /** Cohere's {@code /v1/chat} and {@code /v2/chat}. */
  public static final Dialect COHERE_CHAT =
      new ApiDialect("cohere.chat", CohereReader::new, RequestKey.MESSAGES, RequestKey.MESSAGE);

  /** Cohere's older {@code /v1/generate}. */
  public static final Dialect COHERE_GENERATE =
      new ApiDialect("cohere.generate", CohereReader::new, RequestKey.PROMPT);

  /** Cohere's {@code /v1/embed} and {@code /v2/embed}. */
  public static final Dialect COHERE_EMBED =
      new ApiDialect("cohere.embed", CohereReader::new, RequestKey.TEXTS, RequestKey.INPUTS);

  /** {@code /rerank} of Cohere, Jina, Voyage and those who took it over. */
  public static final Dialect RERANK =
      new ApiDialect(
          "rerank", RerankReader::new, RequestShape.of(RequestKey.DOCUMENTS).and(RequestKey.QUERY));

  /** DashScope's own generation of text, also from pictures and sound. */
  public static final Dialect DASHSCOPE_GENERATION =
      new ApiDialect(
          "dashscope.generation", DashScopeReader::new, RequestKey.INPUT, RequestKey.MESSAGES);

  /** DashScope's own embeddings. */
  public static final Dialect DASHSCOPE_EMBEDDINGS =
      new ApiDialect("dashscope.embeddings", DashScopeReader::new, RequestKey.INPUT);

  /** DashScope's own ranking. */
  public static final Dialect DASHSCOPE_RERANK =
      new ApiDialect("dashscope.rerank", RerankReader::new, RequestKey.INPUT);

  /** Google's {@code /interactions}. */
  public static final Dialect GEMINI_INTERACTIONS =
      new ApiDialect("gemini.interactions", InteractionsReader::new, RequestKey.INPUT);

  /** Vertex's {@code :predict} of models that embed. */
  public static final Dialect VERTEX_EMBED =
      new ApiDialect("vertex.predict", VertexPredictReader::new, RequestKey.INSTANCES);

  /** Perplexity's {@code /search}, charged by the request. */
  public static final Dialect PERPLEXITY_SEARCH =
      new ApiDialect("perplexity.search", SearchReader::new, RequestKey.QUERY);

  /** Bedrock's {@code converse} and {@code converse-stream}. */
  public static final Dialect BEDROCK_CONVERSE =
      new ApiDialect(
          "bedrock.converse", BedrockReader::new, RequestKey.MESSAGES, RequestKey.PROMPT_VARIABLES);

  /** Bedrock's {@code invoke} and {@code invoke-with-response-stream}: the vendor's own bodies. */
  public static final Dialect BEDROCK_INVOKE =
      new ApiDialect(
          "bedrock.invoke",
          BedrockReader::new,
          RequestKey.MESSAGES,
          RequestKey.MESSAGE,
          RequestKey.PROMPT,
          RequestKey.INPUT_TEXT,
          RequestKey.INPUTS,
          RequestKey.TEXTS,
          RequestKey.QUERY,
          RequestKey.TASK_TYPE);

  /** The {@code rerank} of Bedrock's agents. */
  public static final Dialect BEDROCK_RERANK =
      new ApiDialect("bedrock.rerank", BedrockReader::new, RequestKey.RERANKING);

  /** SageMaker's {@code invocations}: whatever the endpoint's model server speaks. */
  public static final Dialect SAGEMAKER =
      new ApiDialect(
          "sagemaker",
          BedrockReader::new,
          RequestShape.of(RequestKey.MESSAGES, RequestKey.PROMPT, RequestKey.INPUT)
              .or(generation()));

  private final String id;
  private final Responses responses;
  private final boolean streamsByDefault;
  private final RequestShape shape;

  private ApiDialect(String id, Responses responses, RequestKey... prompts) {
    this(id, responses, false, prompts);
  }

  private ApiDialect(
      String id, Responses responses, boolean streamsByDefault, RequestKey... prompts) {
    this(id, responses, streamsByDefault, RequestShape.of(prompts));
  }

  private ApiDialect(String id, Responses responses, RequestShape shape) {
    this(id, responses, false, shape);
  }

  private ApiDialect(String id, Responses responses, boolean streamsByDefault, RequestShape shape) {
    this.id = id;
    this.responses = responses;
    this.streamsByDefault = streamsByDefault;
    this.shape = shape;
  }

  /** Models of every kind are asked with {@code inputs}; only those that write have the rest. */
  private static RequestShape generation() {
    return RequestShape.of(RequestKey.INPUTS)
        .and(RequestKey.GENERATES, RequestKey.MAX_TOKENS, RequestKey.STREAM);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public BodyReader<RequestFacts> request(Endpoint endpoint) {
    return new RequestReader(endpoint, shape, streamsByDefault);
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
