// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import io.costspan.engine.wire.dialect.ApiDialect;
import io.costspan.engine.wire.dialect.MediaDialect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every path that is a call of a dialect spoken here. */
final class PathRules {

  /**
   * Paths with a fixed end, in order: a longer suffix stands before the shorter one that it ends
   * with.
   */
  static final List<PathRule> ALL =
      List.of(
          openAi("/chat/completions", ApiDialect.OPENAI_CHAT, "chat"),
          openAi("/fim/completions", ApiDialect.OPENAI_CHAT, "text_completion"),
          openAi("/agents/completions", ApiDialect.OPENAI_CHAT, "chat"),
          openAi("/completions", ApiDialect.OPENAI_COMPLETIONS, "text_completion"),
          openAi("/responses", ApiDialect.OPENAI_RESPONSES, "chat"),
          openAi("/responses/compact", ApiDialect.OPENAI_RESPONSES, "chat"),
          openAi("/embeddings", ApiDialect.OPENAI_EMBEDDINGS, "embeddings"),
          openAi("/text/chatcompletion_v2", ApiDialect.OPENAI_CHAT, "chat"),
          openAi("/cortex/inference:complete", ApiDialect.OPENAI_CHAT, "chat"),
          openAi("/v1/chat", ApiDialect.OPENAI_CHAT, "chat").only("writer"),
          openAi("/conversations", ApiDialect.OPENAI_CHAT, "chat").only("mistral"),
          openAi("/multimodalembeddings", ApiDialect.OPENAI_EMBEDDINGS, "embeddings")
              .only("voyage"),
          openAi("/contextualizedembeddings", ApiDialect.OPENAI_EMBEDDINGS, "embeddings")
              .only("voyage"),
          openAi("/invocations", ApiDialect.OPENAI_INVOCATIONS, "chat")
              .within("/serving-endpoints/")
              .naming()
              .only("databricks")
              .ifShaped(),
          rule("/v1/messages", ApiDialect.ANTHROPIC_MESSAGES, "chat", "anthropic_compatible"),
          rule(":rawPredict", ApiDialect.ANTHROPIC_MESSAGES, "chat", "anthropic_compatible")
              .within("/publishers/anthropic/models/")
              .naming()
              .streaming(false),
          rule(":streamRawPredict", ApiDialect.ANTHROPIC_MESSAGES, "chat", "anthropic_compatible")
              .within("/publishers/anthropic/models/")
              .naming()
              .streaming(true),
          openAi(":rawPredict", ApiDialect.OPENAI_CHAT, "chat")
              .within("/publishers/mistralai/models/")
              .naming()
              .streaming(false),
          openAi(":streamRawPredict", ApiDialect.OPENAI_CHAT, "chat")
              .within("/publishers/mistralai/models/")
              .naming()
              .streaming(true),
          rule("/v1/complete", ApiDialect.ANTHROPIC_COMPLETE, "text_completion", "anthropic")
              .only("anthropic"),
          gemini(":generateContent", ApiDialect.GEMINI_GENERATE, "generate_content", false),
          gemini(":streamGenerateContent", ApiDialect.GEMINI_GENERATE, "generate_content", true),
          gemini(":embedContent", ApiDialect.GEMINI_EMBED, "embeddings", null),
          gemini(":batchEmbedContents", ApiDialect.GEMINI_EMBED, "embeddings", null),
          gemini("/interactions", ApiDialect.GEMINI_INTERACTIONS, "chat", null),
          // :predict serves models of every kind; the name tells those that embed
          predict("/models/text-embedding"),
          predict("/models/gemini-embedding"),
          predict("/models/text-multilingual-embedding"),
          predict("/models/textembedding-gecko"),
          predict("/models/multimodalembedding"),
          ollama("/api/chat", ApiDialect.OLLAMA_CHAT, "chat"),
          ollama("/api/generate", ApiDialect.OLLAMA_GENERATE, "text_completion"),
          ollama("/api/embed", ApiDialect.OLLAMA_EMBED, "embeddings"),
          ollama("/api/embeddings", ApiDialect.OLLAMA_EMBED, "embeddings"),
          cohere("/chat", ApiDialect.COHERE_CHAT, "chat"),
          cohere("/generate", ApiDialect.COHERE_GENERATE, "text_completion"),
          cohere("/embed", ApiDialect.COHERE_EMBED, "embeddings"),
          bedrock("/converse", ApiDialect.BEDROCK_CONVERSE).streaming(false),
          bedrock("/converse-stream", ApiDialect.BEDROCK_CONVERSE).streaming(true),
          bedrock("/invoke", ApiDialect.BEDROCK_INVOKE).streaming(false),
          bedrock("/invoke-with-response-stream", ApiDialect.BEDROCK_INVOKE).streaming(true),
          rule("/rerank", ApiDialect.BEDROCK_RERANK, "rerank", "bedrock_compatible")
              .streaming(false)
              .only("aws.bedrock"),
          sageMaker("/invocations"),
          sageMaker("/invocations-response-stream").streaming(true),
          openAi("/rerank", ApiDialect.RERANK, "rerank"),
          openAi("/reranking", ApiDialect.RERANK, "rerank"),
          openAi("/ranking", ApiDialect.RERANK, "rerank").only("nvidia"),
          dashScope("/aigc/text-generation/generation", ApiDialect.DASHSCOPE_GENERATION, "chat"),
          dashScope(
              "/aigc/multimodal-generation/generation", ApiDialect.DASHSCOPE_GENERATION, "chat"),
          dashScope(
              "/embeddings/text-embedding/text-embedding",
              ApiDialect.DASHSCOPE_EMBEDDINGS,
              "embeddings"),
          dashScope(
              "/embeddings/multimodal-embedding/multimodal-embedding",
              ApiDialect.DASHSCOPE_EMBEDDINGS,
              "embeddings"),
          dashScope("/rerank/text-rerank/text-rerank", ApiDialect.DASHSCOPE_RERANK, "rerank"),
          rule("/complete", ApiDialect.ALEPH_ALPHA, "text_completion", "aleph_alpha")
              .only("aleph_alpha"),
          tgi("/generate").streaming(false),
          tgi("/generate_stream").streaming(true),
          rule("/completion", ApiDialect.LLAMA_CPP, "text_completion", "llama_cpp_compatible")
              .ifShaped(),
          rule("/search", ApiDialect.PERPLEXITY_SEARCH, "search", "perplexity").only("perplexity"),
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
          gemini(":predict", MediaDialect.GEMINI_IMAGES, "image", null).within("/models/imagen"),
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

  /** Paths that end in a name. */
  static final List<PathRule> OPEN =
      List.of(
          openAi("", ApiDialect.CLOUDFLARE_RUN, "chat")
              .within("/ai/run/")
              .naming()
              .only("cloudflare"),
          openAi("", ApiDialect.CLOUDFLARE_RUN, "chat")
              .within("/workers-ai/")
              .naming()
              .only("cloudflare"),
          openAi("", ApiDialect.OPENAI_CHAT, "chat").within("/v1/conversations/").only("mistral"),
          tgi("").within("/models/").naming().ifShaped(),
          // the root of an endpoint of one's own
          tgi("").within(".endpoints.huggingface.cloud").ifShaped());

  /** Paths that one of the rules matches and that cost nothing. */
  static final List<String> FREE = List.of("/count-tokens:rawPredict");

  private PathRules() {}

  private static PathRule openAi(String suffix, Dialect dialect, String operation) {
    return rule(suffix, dialect, operation, "openai_compatible");
  }

  private static PathRule elevenLabs(String suffix, Dialect dialect, String operation) {
    return rule(suffix, dialect, operation, "elevenlabs_compatible");
  }

  private static PathRule gemini(
      String suffix, Dialect dialect, String operation, @Nullable Boolean stream) {
    return rule(suffix, dialect, operation, "gemini_compatible").streaming(stream);
  }

  private static PathRule predict(String models) {
    return gemini(":predict", ApiDialect.VERTEX_EMBED, "embeddings", null).within(models);
  }

  /** Who serves it anywhere else than at home may ask for money. */
  private static PathRule ollama(String suffix, Dialect dialect, String operation) {
    return rule(suffix, dialect, operation, "ollama_compatible");
  }

  private static PathRule cohere(String suffix, Dialect dialect, String operation) {
    return rule(suffix, dialect, operation, "cohere").only("cohere");
  }

  private static PathRule dashScope(String suffix, Dialect dialect, String operation) {
    return rule("/services" + suffix, dialect, operation, "dashscope");
  }

  /** The model's id may be a whole ARN, encoded or with its slashes as they are. */
  private static PathRule bedrock(String suffix, Dialect dialect) {
    return rule(suffix, dialect, "chat", "bedrock_compatible").within("/model/").naming();
  }

  private static PathRule sageMaker(String suffix) {
    return rule(suffix, ApiDialect.SAGEMAKER, "text_completion", "sagemaker_compatible")
        .within("/endpoints/")
        .naming()
        .only("aws.sagemaker")
        .ifShaped();
  }

  private static PathRule tgi(String suffix) {
    return rule(suffix, ApiDialect.HF_TGI, "text_completion", "huggingface").only("huggingface");
  }

  private static PathRule rule(String suffix, Dialect dialect, String operation, String stranger) {
    return PathRule.of(suffix, dialect, operation, stranger);
  }
}
