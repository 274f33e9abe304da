// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.costspan.simulator.server.RecordedRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatorTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path dir;
  private Simulator simulator;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void start() throws Exception {
    simulator = Simulator.start(dir, 0, 0, Duration.ZERO);
  }

  @AfterEach
  void stop() throws Exception {
    simulator.close();
  }

  @Test
  void chatStatesTheUsageThatWasAskedFor() throws Exception {
    JsonNode body =
        JSON.readTree(
            post("/v1/chat/completions", chat("gpt-4o-mini", "[[in=1200 out=340]] hi", "")).body());

    assertThat(body.at("/model").asText()).isEqualTo("gpt-4o-mini");
    assertThat(body.at("/choices/0/message/content").asText()).isEqualTo("You said: hi");
    assertThat(body.at("/usage/prompt_tokens").asInt()).isEqualTo(1200);
    assertThat(body.at("/usage/completion_tokens").asInt()).isEqualTo(340);
  }

  @Test
  void chatStreamStatesUsageOnlyWhenAsked() throws Exception {
    String silent = post("/v1/chat/completions", chat("m", "hi", ",\"stream\":true")).body();
    String asked =
        post(
                "/v1/chat/completions",
                chat("m", "hi", ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"))
            .body();

    assertThat(silent).endsWith("data: [DONE]\n\n").doesNotContain("usage");
    assertThat(asked).contains("\"usage\":null").contains("\"prompt_tokens\":1");
  }

  @Test
  void chatOffersAToolCallUntilItsResultIsThere() throws Exception {
    String tools =
        """
        ,"tools":[{"type":"function","function":{"name":"weather",
          "parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}]
        """;
    JsonNode body = JSON.readTree(post("/v1/chat/completions", chat("m", "Paris?", tools)).body());

    assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
    assertThat(body.at("/choices/0/message/tool_calls/0/function/arguments").asText())
        .isEqualTo("{\"city\":\"Paris\"}");
  }

  @Test
  void responsesStreamEndsWithTheWholeAnswerAndItsUsage() throws Exception {
    String body =
        post("/v1/responses", "{\"model\":\"gpt-5\",\"input\":\"hi there\",\"stream\":true}")
            .body();

    assertThat(body).contains("event: response.created\n").doesNotContain("[DONE]");
    assertThat(body.substring(body.lastIndexOf("event: ")))
        .startsWith("event: response.completed\n")
        .contains("\"input_tokens\":2,");
  }

  @Test
  void anthropicLeavesCachedTokensOutOfItsInput() throws Exception {
    JsonNode body =
        JSON.readTree(
            post("/v1/messages", chat("claude-haiku-4-5", "[[in=100 cached=60 written=10]]", ""))
                .body());

    assertThat(body.at("/usage/input_tokens").asInt()).isEqualTo(30);
    assertThat(body.at("/usage/cache_read_input_tokens").asInt()).isEqualTo(60);
    assertThat(body.at("/usage/cache_creation_input_tokens").asInt()).isEqualTo(10);
  }

  @Test
  void geminiStreamsEventsOrAnArray() throws Exception {
    String path = "/v1beta/models/gemini-2.5-flash:streamGenerateContent";
    String ask = "{\"contents\":[{\"parts\":[{\"text\":\"[[in=9 out=7 reasoning=4]]hi\"}]}]}";

    String events = post(path + "?alt=sse", ask).body();
    JsonNode array = JSON.readTree(post(path, ask).body());

    assertThat(events).startsWith("data: {").endsWith("\r\n\r\n");
    JsonNode usage = array.get(array.size() - 1).get("usageMetadata");
    assertThat(usage.get("candidatesTokenCount").asInt()).isEqualTo(3);
    assertThat(usage.get("thoughtsTokenCount").asInt()).isEqualTo(4);
    assertThat(usage.get("totalTokenCount").asInt()).isEqualTo(16);
  }

  @Test
  void ollamaStreamsUnlessToldNotTo() throws Exception {
    HttpResponse<String> streamed = post("/api/chat", chat("llama3.2", "hi", ""));
    JsonNode whole =
        JSON.readTree(post("/api/chat", chat("llama3.2", "hi", ",\"stream\":false")).body());

    assertThat(streamed.headers().firstValue("content-type")).hasValue("application/x-ndjson");
    assertThat(streamed.body().lines().count()).isGreaterThan(2);
    assertThat(whole.get("eval_count").asInt()).isEqualTo(3);
  }

  @Test
  void everyProviderFailsInItsOwnShape() throws Exception {
    assertThat(post("/v1/chat/completions", chat("error-429", "hi", "")).body())
        .contains("rate_limit_exceeded");
    assertThat(post("/v1/messages", chat("error-429", "hi", "")).body())
        .contains("rate_limit_error");
    assertThat(post("/v1beta/models/error-429:generateContent", "{\"contents\":[]}").body())
        .contains("RESOURCE_EXHAUSTED");
    HttpResponse<String> ollama = post("/api/chat", chat("error-404", "hi", ""));
    assertThat(ollama.statusCode()).isEqualTo(404);
    assertThat(JSON.readTree(ollama.body()).get("error").isTextual()).isTrue();
  }

  @Test
  void failsTheFirstOfIdenticalRequestsOnly() throws Exception {
    String ask = chat("m", "[[first=429]] hi", "");

    assertThat(post("/v1/chat/completions", ask).statusCode()).isEqualTo(429);
    assertThat(post("/v1/chat/completions", ask).statusCode()).isEqualTo(200);
  }

  @Test
  void failsAllIdenticalRequestsButTheFirst() throws Exception {
    String ask = chat("m", "[[later=503]] hi", "");

    assertThat(post("/v1/chat/completions", ask).statusCode()).isEqualTo(200);
    assertThat(post("/v1/chat/completions", ask).statusCode()).isEqualTo(503);
    assertThat(post("/v1/chat/completions", ask).statusCode()).isEqualTo(503);
  }

  @Test
  void streamsAtThePaceThatWasAskedFor() throws Exception {
    long start = System.nanoTime();
    post("/v1/chat/completions", chat("m", "[[pace=40]] hi", ",\"stream\":true"));

    // role, three words, finish, [DONE]: five pauses
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(190));
  }

  @Test
  void answersAsLateAsItWasAskedTo() throws Exception {
    long start = System.nanoTime();
    post("/v1/chat/completions", chat("m", "[[delay=120]] hi", ""));

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(120));
  }

  @Test
  void azureAnswersForADeployment() throws Exception {
    String body =
        post(
                "/openai/deployments/prod-mini/chat/completions?api-version=2024-10-21",
                chat("", "hi", ""))
            .body();

    assertThat(JSON.readTree(body).get("model").asText()).isEqualTo("gpt-4o-mini-2024-07-18");
  }

  @Test
  void recordsWhatArrived() throws Exception {
    post("/v1/embeddings", "{\"model\":\"text-embedding-3-small\",\"input\":[\"a b\",\"c\"]}");

    List<RecordedRequest> requests = simulator.requests().all();
    assertThat(requests).hasSize(1);
    assertThat(requests.get(0).path()).isEqualTo("/v1/embeddings");
    assertThat(requests.get(0).header("content-type")).isEqualTo("application/json");
    HttpRequest control =
        HttpRequest.newBuilder(URI.create(simulator.httpUrl() + "/__simulator/requests")).build();
    assertThat(JSON.readTree(client.send(control, BodyHandlers.ofString()).body())).hasSize(1);
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(simulator.httpUrl() + path))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static String chat(String model, String prompt, String rest) {
    return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
        .formatted(model, prompt, rest);
  }
}
