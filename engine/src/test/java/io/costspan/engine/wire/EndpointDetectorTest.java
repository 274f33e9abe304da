// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointDetectorTest {
  private static final EndpointDetector DETECTOR = new EndpointDetector();

  static Endpoint detect(String method, String url) {
    URI uri = URI.create(url.replaceFirst("[?#].*", ""));
    int port = uri.getPort() > 0 ? uri.getPort() : 443;
    return DETECTOR.detect(method, uri.getHost(), port, url);
  }

  @ParameterizedTest
  @CsvSource({
    "openai, chat, openai.chat, https://api.openai.com/v1/chat/completions",
    "openai, chat, openai.chat, https://API.OpenAI.com/v1/chat/completions/?x=1",
    "openai, chat, openai.responses, https://eu.api.openai.com/v1/responses",
    "openai, chat, openai.responses, https://api.openai.com/v1/responses/compact",
    "openai, text_completion, openai.completions, https://api.openai.com/v1/completions",
    "openai, embeddings, openai.embeddings, https://api.openai.com/v1/embeddings#f",
    "azure.openai, chat, openai.chat, https://r.openai.azure.com//openai/deployments/d/chat/completions?api-version=1",
    "azure.openai, chat, openai.responses, https://r.cognitiveservices.azure.com/openai/responses?api-version=1",
    "azure.ai, chat, openai.chat, https://r.services.ai.azure.com/models/chat/completions",
    "anthropic, chat, anthropic.messages, https://api.anthropic.com/v1/messages?beta=true",
    "anthropic, chat, openai.chat, https://api.anthropic.com/v1/chat/completions",
    "gcp.gemini, generate_content, gemini.generate, https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-pro:generateContent?key=k",
    "gcp.gemini, embeddings, gemini.embed, https://generativelanguage.googleapis.com/v1beta/models/e:batchEmbedContents",
    "gcp.gemini, chat, openai.chat, https://generativelanguage.googleapis.com/v1beta/openai/chat/completions",
    "gcp.vertex, generate_content, gemini.generate, https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/l/publishers/google/models/m:streamGenerateContent",
    "gcp.vertex, generate_content, gemini.generate, https://aiplatform.eu.rep.googleapis.com/v1/publishers/google/models/m:generateContent",
    "ollama, chat, ollama.chat, http://localhost:11434/api/chat",
    "ollama, text_completion, ollama.generate, http://127.0.0.1:11434/api/generate",
    "ollama, embeddings, ollama.embed, https://ollama.com/api/embed",
    "ollama, chat, openai.chat, http://10.0.0.7:11434/v1/chat/completions",
    "groq, chat, openai.chat, https://api.groq.com/openai/v1/chat/completions",
    "dashscope, chat, openai.chat, https://dashscope-intl.aliyuncs.com/compatible-mode/v1/chat/completions",
    "mistral, text_completion, openai.chat, https://codestral.mistral.ai/v1/fim/completions",
    "openrouter, chat, openai.responses, https://openrouter.ai/api/v1/responses",
    "openai, image, openai.images, https://api.openai.com/v1/images/generations",
    "azure.openai, image, openai.images, https://r.openai.azure.com/openai/deployments/d/images/edits?api-version=1",
    "xai, image, openai.images, https://api.x.ai/v1/images/generations",
    "openai, audio.speech, openai.speech, https://api.openai.com/v1/audio/speech",
    "groq, audio.transcription, openai.transcription, https://api.groq.com/openai/v1/audio/translations",
    "cohere, audio.transcription, openai.transcription, https://api.cohere.com/v2/audio/transcriptions",
    "openai, moderation, openai.moderations, https://api.openai.com/v1/moderations",
    "mistral, moderation, openai.moderations, https://api.mistral.ai/v1/chat/moderations",
    "mistral, ocr, mistral.ocr, https://api.mistral.ai/v1/ocr",
    "openai, video, openai.videos, https://api.openai.com/v1/videos",
    "openai, video, openai.videos, https://api.openai.com/v1/videos/video_1/remix",
    "gcp.gemini, image, gemini.images, https://generativelanguage.googleapis.com/v1beta/models/imagen-4.0-generate-001:predict",
    "gcp.vertex, image, gemini.images, https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/l/publishers/google/models/imagen-3.0-generate-002:predict",
    "gcp.gemini, video, gemini.videos, https://generativelanguage.googleapis.com/v1beta/models/v:predictLongRunning",
    "elevenlabs, audio.speech, elevenlabs.speech, https://api.elevenlabs.io/v1/text-to-speech/v1ce?output_format=mp3",
    "elevenlabs, audio.speech, elevenlabs.speech, https://api.elevenlabs.io/v1/text-to-speech/v1ce/stream/with-timestamps",
    "elevenlabs, audio.transcription, elevenlabs.transcription, https://api.eu.residency.elevenlabs.io/v1/speech-to-text",
    "openai, chat, openai.chat, https://us.api.openai.com/v1/chat/completions",
    "openai_codex, chat, openai.responses, https://chatgpt.com/backend-api/codex/responses",
    "azure.openai, chat, openai.responses, https://r.openai.azure.com/openai/v1/responses",
    "azure.openai, embeddings, openai.embeddings, https://r.openai.azure.com/openai/deployments/d/embeddings?api-version=1",
    "azure.ai, chat, anthropic.messages, https://r.services.ai.azure.com/anthropic/v1/messages",
    "azure.ai, chat, openai.chat, https://m.eastus.inference.ai.azure.com/v1/chat/completions",
    "anthropic, text_completion, anthropic.complete, https://api.anthropic.com/v1/complete",
    "gcp.gemini, chat, gemini.interactions, https://generativelanguage.googleapis.com/v1beta/interactions",
    "gcp.vertex, generate_content, gemini.generate, https://aiplatform.us.rep.googleapis.com/v1/publishers/google/models/m:generateContent",
    "gcp.vertex, chat, anthropic.messages, https://aiplatform.googleapis.com/v1/projects/p/locations/global/publishers/anthropic/models/claude-x:streamRawPredict",
    "gcp.vertex, chat, openai.chat, https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/l/publishers/mistralai/models/m:rawPredict",
    "gcp.vertex, chat, openai.chat, https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/l/endpoints/openapi/chat/completions",
    "gcp.vertex, embeddings, vertex.predict, https://aiplatform.googleapis.com/v1/publishers/google/models/text-multilingual-embedding-002:predict",
    "vercel_gateway, chat, openai.chat, https://ai-gateway.vercel.sh/v1/chat/completions",
    "vercel_gateway, chat, anthropic.messages, https://ai-gateway.vercel.sh/v1/messages",
    "deepseek, chat, openai.chat, https://api.deepseek.com/beta/chat/completions",
    "deepseek, chat, anthropic.messages, https://api.deepseek.com/anthropic/v1/messages",
    "mistral, chat, openai.chat, https://api.mistral.ai/v1/conversations",
    "mistral, chat, openai.chat, https://api.mistral.ai/v1/conversations/conv_1/restart",
    "mistral, chat, openai.chat, https://api.mistral.ai/v1/agents/completions",
    "xai, chat, openai.responses, https://api.x.ai/v1/responses",
    "cohere, chat, cohere.chat, https://api.cohere.com/v2/chat",
    "cohere, chat, cohere.chat, https://api.cohere.ai/v1/chat",
    "cohere, text_completion, cohere.generate, https://api.cohere.ai/v1/generate",
    "cohere, embeddings, cohere.embed, https://api.cohere.com/v2/embed",
    "cohere, rerank, rerank, https://api.cohere.com/v2/rerank",
    "cohere, chat, openai.chat, https://api.cohere.ai/compatibility/v1/chat/completions",
    "together, chat, openai.chat, https://api.together.ai/v1/chat/completions",
    "fireworks, chat, openai.chat, https://api.fireworks.ai/inference/v1/chat/completions",
    "perplexity, search, perplexity.search, https://api.perplexity.ai/search",
    "moonshot, chat, anthropic.messages, https://api.moonshot.cn/anthropic/v1/messages",
    "minimax, chat, openai.chat, https://api.minimax.chat/v1/text/chatcompletion_v2",
    "minimax, chat, anthropic.messages, https://api.minimaxi.com/anthropic/v1/messages",
    "dashscope, chat, dashscope.generation, https://dashscope-us.aliyuncs.com/api/v1/services/aigc/multimodal-generation/generation",
    "dashscope, embeddings, dashscope.embeddings, https://dashscope.aliyuncs.com/api/v1/services/embeddings/text-embedding/text-embedding",
    "dashscope, rerank, dashscope.rerank, https://dashscope.aliyuncs.com/api/v1/services/rerank/text-rerank/text-rerank",
    "zai, chat, openai.chat, https://api.z.ai/api/coding/paas/v4/chat/completions",
    "zhipu, chat, anthropic.messages, https://open.bigmodel.cn/api/anthropic/v1/messages",
    "huggingface, chat, openai.chat, https://router.huggingface.co/novita/v3/openai/v1/chat/completions",
    "cerebras, chat, openai.chat, https://api.cerebras.ai/v1/chat/completions",
    "nvidia, rerank, rerank, https://ai.api.nvidia.com/v1/retrieval/nvidia/reranking",
    "nvidia, rerank, rerank, https://ai.api.nvidia.com/v1/ranking",
    "databricks, chat, openai.chat, https://adb-1.2.azuredatabricks.net/serving-endpoints/chat/completions",
    "cloudflare, chat, openai.chat, https://api.cloudflare.com/client/v4/accounts/a/ai/v1/chat/completions",
    "cloudflare, chat, cloudflare.run, https://api.cloudflare.com/client/v4/accounts/a/ai/run/@cf/meta/llama",
    "voyage, embeddings, openai.embeddings, https://api.voyageai.com/v1/multimodalembeddings",
    "snowflake, chat, openai.chat, https://acme.snowflakecomputing.com/api/v2/cortex/v1/chat/completions",
    "github_copilot, chat, openai.responses, https://api.individual.githubcopilot.com/responses",
    "heroku, chat, openai.chat, https://us.inference.heroku.com/v1/chat/completions",
    "portkey, chat, openai.chat, https://api.portkey.ai/v1/chat/completions",
    "avian, chat, openai.chat, https://api.avian.io/v1/chat/completions",
    "crusoe, chat, openai.chat, https://api.inference.crusoecloud.com/v1/chat/completions",
    "venice, chat, openai.chat, https://api.venice.ai/api/v1/chat/completions",
    "doubleword, chat, openai.chat, https://api.doubleword.ai/v1/chat/completions",
    "writer, chat, openai.chat, https://api.writer.com/v1/chat",
    "aleph_alpha, text_completion, aleph_alpha.complete, https://api.aleph-alpha.com/complete",
    "openai, chat, openai.chat, https://gateway.ai.cloudflare.com/v1/acc/gw/openai/chat/completions",
    "anthropic, chat, anthropic.messages, https://gateway.ai.cloudflare.com/v1/acc/gw/anthropic/v1/messages",
    "gcp.gemini, generate_content, gemini.generate, https://gateway.ai.cloudflare.com/v1/acc/gw/google-ai-studio/v1/models/m:generateContent",
    "gcp.vertex, generate_content, gemini.generate, https://gateway.ai.cloudflare.com/v1/acc/gw/google-vertex-ai/v1/projects/p/locations/l/publishers/google/models/m:generateContent",
    "azure.openai, chat, openai.chat, https://gateway.ai.cloudflare.com/v1/acc/gw/azure-openai/res/dep/chat/completions?api-version=1",
    "xai, chat, openai.chat, https://gateway.ai.cloudflare.com/v1/acc/gw/grok/v1/chat/completions",
    "perplexity, chat, openai.chat, https://gateway.ai.cloudflare.com/v1/acc/gw/perplexity-ai/chat/completions",
    "cohere, chat, cohere.chat, https://gateway.ai.cloudflare.com/v1/acc/gw/cohere/v1/chat",
    "cloudflare, chat, cloudflare.run, https://gateway.ai.cloudflare.com/v1/acc/gw/workers-ai/@cf/meta/llama",
    "cloudflare_gateway, chat, openai.chat, https://gateway.ai.cloudflare.com/v1/acc/gw/compat/chat/completions",
    "aws.bedrock, chat, bedrock.converse, https://bedrock-runtime.us-east-1.amazonaws.com/model/m/converse",
    "aws.bedrock, chat, bedrock.converse, https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com//model/m/converse-stream",
    "aws.bedrock, chat, bedrock.invoke, https://bedrock-runtime.cn-north-1.amazonaws.com.cn/model/m/invoke",
    "aws.bedrock, chat, bedrock.invoke, https://bedrock-runtime.eu-west-1.api.aws/model/m/invoke-with-response-stream",
    "aws.bedrock, chat, bedrock.invoke, https://vpce-0a1-b2c.bedrock-runtime.us-east-1.vpce.amazonaws.com/model/m/invoke",
    "aws.bedrock, embeddings, bedrock.invoke, https://bedrock-runtime.us-east-1.amazonaws.com/model/amazon.titan-embed-text-v2%3A0/invoke",
    "aws.bedrock, rerank, bedrock.invoke, https://bedrock-runtime.us-east-1.amazonaws.com/model/cohere.rerank-v3-5%3A0/invoke",
    "aws.bedrock, image, bedrock.invoke, https://bedrock-runtime.us-east-1.amazonaws.com/model/amazon.nova-canvas-v1:0/invoke",
    "aws.bedrock, rerank, bedrock.rerank, https://bedrock-agent-runtime.us-east-1.amazonaws.com/rerank",
    "aws.bedrock, chat, openai.chat, https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1/chat/completions",
    "aws.bedrock_mantle, chat, openai.responses, https://bedrock-mantle.us-east-1.api.aws/openai/v1/responses",
    "aws.bedrock_mantle, chat, anthropic.messages, https://bedrock-mantle.us-east-1.api.aws/anthropic/v1/messages",
  })
  void knowsProvidersByTheirHosts(String provider, String operation, String dialect, String url) {
    Endpoint endpoint = detect("POST", url);
    assertThat(endpoint).isNotNull();
    assertThat(endpoint.provider()).isEqualTo(provider);
    assertThat(endpoint.operation()).isEqualTo(operation);
    assertThat(endpoint.dialect().id()).isEqualTo(dialect);
    assertThat(endpoint.certain()).isTrue();
    assertThat(endpoint.confirmedBy(RequestFacts.UNKNOWN)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "embeddings, @cf/baai/bge-base-en-v1.5",
    "embeddings, @cf/google/embeddinggemma-300m",
    "rerank, @cf/baai/bge-reranker-base",
    "image, @cf/black-forest-labs/flux-1-schnell",
    "image, @cf/stabilityai/stable-diffusion-xl-base-1.0",
    "audio.transcription, @cf/openai/whisper",
    "chat, @cf/meta/llama-3.1-8b-instruct",
  })
  void cloudflaresModelTellsWhatTheCallIs(String operation, String model) {
    Endpoint endpoint =
        detect("POST", "https://api.cloudflare.com/client/v4/accounts/a/ai/run/" + model);
    assertThat(endpoint.operation()).isEqualTo(operation);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.openai.com/v1/models",
        "https://api.openai.com/v1/videos/video_1/content",
        "https://api.openai.com/v1/audio/voices",
        "https://api.elevenlabs.io/v1/text-to-speech",
        "https://api.elevenlabs.io/v1/text-to-speech/",
        "https://api.elevenlabs.io/v1/text-to-speech/a/b",
        "https://api.openai.com/v1/files",
        "https://api.openai.com/v1/batches",
        "https://api.openai.com/v1/vector_stores",
        "https://api.openai.com/v1/responses/input_tokens",
        "https://api.openai.com/v1/responses/resp_1/cancel",
        "https://api.anthropic.com/v1/messages/count_tokens",
        "https://api.anthropic.com/v1/messages/batches",
        "https://generativelanguage.googleapis.com/v1beta/models/m:countTokens",
        "https://generativelanguage.googleapis.com/v1beta/models/m:batchGenerateContent",
        "https://generativelanguage.googleapis.com/v1beta/cachedContents",
        "http://localhost:11434/api/show",
        "http://localhost:11434/api/pull",
        "https://api.openai.com/v1/conversations",
        "https://api.openai.com/v1/threads",
        "https://api.openai.com/v1/threads/t/messages",
        "https://api.openai.com/v1/threads/t/runs",
        "https://api.openai.com/v1/assistants",
        "https://api.openai.com/v1/vector_stores/v/search",
        "https://api.openai.com/v1/fine_tuning/jobs",
        "https://api.openai.com/v1/chat/completions/chatcmpl-1",
        "https://api.openai.com/v2/chat",
        "https://api.openai.com/search",
        "https://aiplatform.googleapis.com/v1/projects/p/locations/l/publishers/anthropic/models/count-tokens:rawPredict",
        "https://aiplatform.googleapis.com/v1/projects/p/locations/l/publishers/google/models/m:countTokens",
        "https://aiplatform.googleapis.com/v1/projects/p/locations/l/endpoints/123:rawPredict",
        "https://api.cohere.com/v1/tokenize",
        "https://bedrock-runtime.us-east-1.amazonaws.com/model/m/count-tokens",
        "https://dashscope.aliyuncs.com/api/v1/tasks/t",
        "https://example.com/v1/chat",
        "https://example.com/v2/embed",
        "https://example.com/generate",
        "https://example.com/complete",
        "https://example.com/ai/run/@cf/meta/llama",
        "https://example.com/v1/conversations/c",
        "https://bedrock-runtime.us-east-1.amazonaws.com/async-invoke",
        "https://chains.example.com/chain/invoke",
        "https://ml.example.com/endpoints/house/invocations",
        "https://mcp.example.com/mcp",
        "https://example.com/",
        "https://example.com",
        "https://example.com/search?next=/v1/chat/completions",
        "https://example.com/#/v1/chat/completions",
        "https://example.com/prefixchat/completionsuffix",
        "",
        "/",
      })
  void leavesFreeAndForeignExchangesAlone(String url) {
    assertThat(DETECTOR.detect("POST", "api.openai.com", 443, url)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "DELETE", "HEAD", "post"})
  void onlyAPostCostsMoney(String method) {
    assertThat(detect(method, "https://api.openai.com/v1/chat/completions")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "my-gpt, , https://r.openai.azure.com/openai/deployments/my-gpt/chat/completions",
    "my gpt, , https://r.openai.azure.com/openai/deployments/my%20gpt/embeddings",
    "gemini-2.5-pro, true, https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse",
    "gemini-2.5-pro, false, https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-pro:generateContent",
    "a+b, false, https://generativelanguage.googleapis.com/v1beta/models/a+b:generateContent",
    "%zz, false, 'http://[::1]:1/v1beta/models/%zz:generateContent'",
    "claude-x@20250929, true, https://us-east5-aiplatform.googleapis.com/v1/projects/p/locations/l/publishers/anthropic/models/claude-x@20250929:streamRawPredict",
    "claude-x@1, false, https://us-east5-aiplatform.googleapis.com/v1/projects/p/locations/l/publishers/anthropic/models/claude-x%401:rawPredict",
    "text-embedding-004, , https://aiplatform.googleapis.com/v1/publishers/google/models/text-embedding-004:predict",
    "us.amazon.nova-micro-v1:0, false, https://gw/model/us.amazon.nova-micro-v1%3A0/converse",
    "anthropic.claude-v2, true, https://gw//model//anthropic.claude-v2/converse-stream?x=/invoke",
    "arn:aws:bedrock:eu-west-1:1:inference-profile/eu.m, true, https://gw/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A1%3Ainference-profile%2Feu.m/invoke-with-response-stream",
    "arn:aws:bedrock:eu-west-1:1:imported-model/a1, false, https://gw/a/model/arn:aws:bedrock:eu-west-1:1:imported-model/a1/invoke",
    ", , https://abc.endpoints.huggingface.cloud:443/",
    ", , https://api.openai.com/v1/chat/completions",
    ", , http://localhost:8000/v1/chat/completions",
  })
  void readsModelAndStreamFromThePath(String model, Boolean stream, String url) {
    String host = url.contains("huggingface") ? "abc.endpoints.huggingface.cloud" : "h";
    Endpoint endpoint = DETECTOR.detect("POST", host, 1, url);
    assertThat(endpoint.pathModel()).isEqualTo(model);
    assertThat(endpoint.pathStream()).isEqualTo(stream);
  }

  @Test
  void sayingNoAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    String url = "https://www.example.com/a/rather/long/path/of/an/ordinary/api?with=a&query=too";
    long seen = 0;
    for (int warm = 0; warm < 1000; warm++) {
      seen += DETECTOR.detect("POST", "www.example.com", 443, url) == null ? 1 : 0;
    }
    long idle = threads.getThreadAllocatedBytes(thread);
    idle = threads.getThreadAllocatedBytes(thread) - idle;
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < 10_000; i++) {
      seen += DETECTOR.detect("POST", "www.example.com", 443, url) == null ? 1 : 0;
      seen += DETECTOR.detect("GET", "www.example.com", 443, url) == null ? 1 : 0;
    }
    long allocated = threads.getThreadAllocatedBytes(thread) - before;
    assertThat(seen).isEqualTo(21_000);
    // the measurement itself allocates a little, once; one object a call would be 160 KB at least
    assertThat(allocated).isCloseTo(idle, within(4096L));
  }

  @Test
  void usersHostsMayBeNamedAsTheConventionsDo() {
    EndpointDetector declared =
        EndpointDetector.with(Map.of("gw", "x_ai", "[::1]:8080", "openai", "other:99", "Azure"));

    assertThat(provider(declared, "gw", 443)).isEqualTo("xai");
    assertThat(provider(declared, "[::1]", 8080)).isEqualTo("openai");
    assertThat(provider(declared, "other", 99)).isEqualTo("azure.openai");
    assertThat(provider(declared, "other", 98)).isEqualTo("openai_compatible");
  }

  private static String provider(EndpointDetector detector, String host, int port) {
    String url = "https://" + host + ":" + port + "/v1/chat/completions";
    return detector.detect("POST", host, port, url).provider();
  }

  @Test
  void whatTheUserSaysOfAHostComesFirst() {
    EndpointDetector declared =
        EndpointDetector.with(Map.of("api.openai.com", "mine", "gateway.ai.cloudflare.com", "cf"));

    assertThat(provider(declared, "api.openai.com", 443)).isEqualTo("mine");
    assertThat(provider(declared, "gateway.ai.cloudflare.com", 443)).isEqualTo("cf");
  }

  @Test
  void aGatewayWithoutAProviderInItsPathIsItself() {
    for (String path : new String[] {"/chat/completions", "/v1/chat/completions"}) {
      assertThat(detect("POST", "https://gateway.ai.cloudflare.com" + path).provider())
          .isEqualTo("cloudflare_gateway");
    }
  }
}
