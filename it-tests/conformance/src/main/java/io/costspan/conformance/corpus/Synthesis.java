// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.corpus;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request of a record that has only the response: the provider's own address for the operation,
 * and the least body that asks for it.
 */
public final class Synthesis {
  /** Where each provider's API begins. */
  private static final Map<String, String> BASES =
      Map.ofEntries(
          Map.entry("openai", "https://api.openai.com/v1"),
          Map.entry("azure.openai", "https://example.openai.azure.com/openai/v1"),
          Map.entry("anthropic", "https://api.anthropic.com/v1"),
          Map.entry("gcp.gemini", "https://generativelanguage.googleapis.com/v1beta"),
          Map.entry(
              "gcp.vertex",
              "https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/us-central1/publishers/google"),
          Map.entry("ollama", "http://localhost:11434"),
          Map.entry("aws.bedrock", "https://bedrock-runtime.us-east-1.amazonaws.com"),
          Map.entry("cerebras", "https://api.cerebras.ai/v1"),
          Map.entry("cohere", "https://api.cohere.com/v2"),
          Map.entry("dashscope", "https://dashscope.aliyuncs.com/compatible-mode/v1"),
          Map.entry("deepseek", "https://api.deepseek.com"),
          Map.entry("elevenlabs", "https://api.elevenlabs.io/v1"),
          Map.entry("groq", "https://api.groq.com/openai/v1"),
          Map.entry("lmstudio", "http://localhost:1234/v1"),
          Map.entry("mistral", "https://api.mistral.ai/v1"),
          Map.entry("moonshot", "https://api.moonshot.ai/v1"),
          Map.entry("openrouter", "https://openrouter.ai/api/v1"),
          Map.entry("perplexity", "https://api.perplexity.ai"),
          Map.entry("together", "https://api.together.xyz/v1"),
          Map.entry("voyage", "https://api.voyageai.com/v1"),
          Map.entry("xai", "https://api.x.ai/v1"),
          Map.entry("zai", "https://api.z.ai/api/paas/v4"));

  /** Paths of OpenAI's API, which most providers have taken over. */
  private static final Map<String, String> PATHS =
      Map.of(
          "chat", "/chat/completions",
          "text_completion", "/completions",
          "embeddings", "/embeddings",
          "image", "/images/generations",
          "audio.transcription", "/audio/transcriptions",
          "audio.speech", "/audio/speech",
          "moderation", "/moderations",
          "rerank", "/rerank");

  private Synthesis() {}

  /** A URL; {@code null} when the provider or the operation is not one known here. */
  static @Nullable String url(Exchange exchange) {
    String base = BASES.get(exchange.provider());
    String answer = new String(exchange.responseBody(), StandardCharsets.UTF_8);
    String path = base == null ? null : path(exchange, answer);
    return path == null ? null : base + path;
  }

  private static @Nullable String path(Exchange exchange, String answer) {
    boolean chat = exchange.operation().equals("chat");
    return switch (exchange.provider()) {
      case "anthropic" -> chat ? "/messages" : null;
      case "gcp.gemini", "gcp.vertex" -> gemini(exchange);
      case "ollama" -> ollama(exchange);
      case "aws.bedrock" -> bedrock(exchange);
      case "cohere" -> chat ? "/chat" : PATHS.get(exchange.operation());
      default ->
          chat && (answer.contains("\"response\"") || answer.contains("response.created"))
              ? "/responses"
              : PATHS.get(exchange.operation());
    };
  }

  private static @Nullable String bedrock(Exchange exchange) {
    return switch (exchange.operation()) {
      case "chat" ->
          "/model/some-model/converse"
              + (exchange.expected().path("stream").asBoolean() ? "-stream" : "");
      case "rerank" -> "/rerank";
      default -> null;
    };
  }

  private static @Nullable String ollama(Exchange exchange) {
    if (exchange.api().startsWith("openai.")) {
      return "/v1" + PATHS.get(exchange.operation());
    }
    return switch (exchange.operation()) {
      case "chat" -> "/api/chat";
      case "text_completion" -> "/api/generate";
      case "embeddings" -> "/api/embed";
      default -> null;
    };
  }

  private static @Nullable String gemini(Exchange exchange) {
    if (new String(exchange.responseBody(), StandardCharsets.UTF_8).contains("interaction")) {
      return "/interactions";
    }
    String model = exchange.expected().path("request_model").asText("");
    String answered = exchange.expected().path("response_model").asText("");
    String named = !model.isEmpty() ? model : !answered.isEmpty() ? answered : "gemini";
    String verb =
        switch (exchange.operation()) {
          case "embeddings" -> ":embedContent";
          case "chat", "image", "audio.speech" ->
              exchange.expected().path("stream").asBoolean()
                  ? ":streamGenerateContent?alt=sse"
                  : ":generateContent";
          default -> null;
        };
    return verb == null ? null : "/models/" + named + verb;
  }

  /** The request's body: the recorded one, or what asks for the expected answer. */
  public static byte[] body(Exchange exchange) {
    byte[] recorded = exchange.requestBody();
    if (recorded.length > 0 || exchange.url() != null || !exchange.method().equals("POST")) {
      return recorded;
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    // a request without a model would be no call of any of these APIs
    String answered = exchange.expected().path("response_model").asText("some-model");
    body.put("model", exchange.expected().path("request_model").asText(answered));
    // what each API asks with; none of them minds what it does not know
    body.putArray("messages").addObject().put("role", "user").put("content", "x");
    body.put("input", "x");
    body.putArray("contents").addObject().put("role", "user");
    boolean stream = exchange.expected().path("stream").asBoolean();
    body.put("stream", stream);
    if (stream && exchange.expected().path("usage_present").asBoolean()) {
      // whoever got usage with a stream had asked for it
      body.putObject("stream_options").put("include_usage", true);
    }
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }
}
