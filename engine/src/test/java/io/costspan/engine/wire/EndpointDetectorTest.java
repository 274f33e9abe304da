// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointDetectorTest {
  private static final EndpointDetector DETECTOR = new EndpointDetector();

  private static Endpoint detect(String method, String url) {
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
    "gcp.gemini, video, gemini.videos, https://generativelanguage.googleapis.com/v1beta/models/v:predictLongRunning",
    "elevenlabs, audio.speech, elevenlabs.speech, https://api.elevenlabs.io/v1/text-to-speech/v1ce?output_format=mp3",
    "elevenlabs, audio.speech, elevenlabs.speech, https://api.elevenlabs.io/v1/text-to-speech/v1ce/stream/with-timestamps",
    "elevenlabs, audio.transcription, elevenlabs.transcription, https://api.eu.residency.elevenlabs.io/v1/speech-to-text",
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
    "openai_compatible, http://localhost:8000/v1/chat/completions, '{\"model\":\"m\",\"messages\":[]}'",
    "openai_compatible, https://gw.example.com/proxy/openai/responses, '{\"input\":\"x\",\"model\":\"m\"}'",
    "openai_compatible, https://gw.example.com/v1/embeddings, '{\"input\":[1],\"model\":\"m\"}'",
    "openai_compatible, https://gw.example.com/v1/completions, '{\"prompt\":[\"x\"],\"model\":\"m\"}'",
    "anthropic_compatible, https://gw.example.com/router/v2/anthropic/v1/messages, '{\"model\":\"m\",\"messages\":[]}'",
    "gemini_compatible, https://gw.example.com/v1beta/models/m:generateContent, '{\"contents\":[]}'",
    "ollama, https://gw.example.com/api/chat, '{\"model\":\"m\",\"messages\":[]}'",
    "openai_compatible, https://gw.example.com/v1/images/generations, '{\"model\":\"m\",\"prompt\":\"x\"}'",
    "openai_compatible, https://gw.example.com/v1/audio/speech, '{\"model\":\"m\",\"input\":\"x\"}'",
  })
  void anUnknownHostCountsOnceTheRequestHasTheShape(String provider, String url, String body) {
    Endpoint endpoint = detect("POST", url);
    assertThat(endpoint.provider()).isEqualTo(provider);
    assertThat(endpoint.certain()).isFalse();
    assertThat(endpoint.confirmedBy(RequestFacts.UNKNOWN)).isFalse();
    assertThat(endpoint.confirmedBy(read(endpoint, body))).isTrue();
    assertThat(endpoint.confirmedBy(read(endpoint, "{\"to\":\"+1\",\"body\":\"x\"}"))).isFalse();
    assertThat(endpoint.confirmedBy(read(endpoint, "to=1&body=x"))).isFalse();
  }

  private static RequestFacts read(Endpoint endpoint, String body) {
    BodyReader<RequestFacts> reader = endpoint.dialect().request(endpoint);
    reader.data(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    return reader.finish(true);
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
    ", , https://api.openai.com/v1/chat/completions",
    ", , http://localhost:8000/v1/chat/completions",
  })
  void readsModelAndStreamFromThePath(String model, Boolean stream, String url) {
    Endpoint endpoint = DETECTOR.detect("POST", "h", 1, url);
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
}
