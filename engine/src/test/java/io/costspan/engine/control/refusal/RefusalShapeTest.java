// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.costspan.engine.passage.Refusal;
import io.costspan.engine.passage.Refusal.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every provider's error as its SDK reads it, with what a program may want to know of it. */
class RefusalShapeTest {
  static final Refusal BUDGET =
      Refusal.of(Reason.BUDGET_EXCEEDED, "daily", "search", "USD")
          .amounts("20", "20.03", "0.5", "0.11")
          .resetting(Instant.parse("2026-11-22T23:00:00Z"), ZoneId.of("Europe/Berlin"));
  static final Refusal LIMIT =
      Refusal.of(Reason.RATE_LIMITED, "burst", null, "tokens/min")
          .amounts("100000", "100200", null, "800")
          .retrying(Duration.ofMillis(1200));

  private static final String OPENAI = "https://api.openai.com/v1/chat/completions";
  private static final String ANTHROPIC = "https://api.anthropic.com/v1/messages";
  private static final String GEMINI =
      "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent";
  private static final String BEDROCK =
      "https://bedrock-runtime.us-east-1.amazonaws.com/model/amazon.nova-lite-v1%3A0/converse";
  private static final String OLLAMA = "http://localhost:11434/api/chat";

  /** URL, header of the request's id, path to the sentence, path to the code. */
  static Stream<Arguments> providers() {
    return Stream.of(
        Arguments.of(OPENAI, "x-request-id", "/error/message", "/error/code"),
        Arguments.of(
            "https://api.openai.com/v1/responses", "x-request-id", "/error/message", "/error/code"),
        Arguments.of(
            "https://llm.internal/v1/chat/completions",
            "x-request-id",
            "/error/message",
            "/error/code"),
        Arguments.of(
            "https://demo.openai.azure.com/openai/deployments/prod/chat/completions?api-version=1",
            "apim-request-id",
            "/error/message",
            "/error/innererror/code"),
        Arguments.of(
            "https://api.mistral.ai/v1/chat/completions", "x-request-id", "/message", "/code"),
        Arguments.of(
            "https://api.x.ai/v1/chat/completions", "x-request-id", "/error/message", "/code"),
        Arguments.of(
            "https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions",
            "x-request-id",
            "/error/message",
            "/error/code"),
        Arguments.of(
            "https://dashscope.aliyuncs.com/api/v1/services/aigc/text-generation/generation",
            "x-request-id",
            "/message",
            "/code"),
        Arguments.of(
            "https://api.voyageai.com/v1/embeddings", "x-request-id", "/detail", "/error/code"),
        Arguments.of(ANTHROPIC, "request-id", "/error/message", "/error/details/error_code"),
        Arguments.of(GEMINI, "x-request-id", "/error/message", "/error/details/0/metadata/code"),
        Arguments.of(
            "https://europe-west4-aiplatform.googleapis.com/v1/projects/p/locations/l/publishers"
                + "/google/models/gemini-2.5-flash:streamGenerateContent",
            "x-request-id",
            "/error/message",
            "/error/details/0/metadata/code"),
        Arguments.of(OLLAMA, "x-request-id", "/error", "/costspan/code"),
        Arguments.of(BEDROCK, "x-amzn-requestid", "/message", "/costspan/code"),
        Arguments.of(
            "https://api.cohere.com/v2/chat", "x-request-id", "/message", "/costspan/code"),
        Arguments.of(
            "https://api.cohere.com/v2/rerank", "x-request-id", "/message", "/costspan/code"),
        Arguments.of(
            "https://api.cloudflare.com/client/v4/accounts/a/ai/run/@cf/meta/llama-3.1-8b",
            "cf-ray",
            "/errors/0/message",
            "/costspan/code"),
        Arguments.of(
            "https://api.elevenlabs.io/v1/text-to-speech/voice",
            "request-id",
            "/detail/message",
            "/detail/status"),
        Arguments.of(
            "https://api-inference.huggingface.co/models/gpt2",
            "x-request-id",
            "/error",
            "/costspan/code"));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void everyProvidersErrorHasTheSentenceAndTheCode(
      String url, String requestId, String message, String code) {
    Refused refused = Refused.at(url, BUDGET);

    assertThat(refused.json().at(message).asText()).isEqualTo(BUDGET.message());
    assertThat(refused.json().at(code).asText()).isEqualTo("budget_exceeded");
    assertThat(refused.header(requestId)).startsWith("costspan-");
    assertThat(refused.header("content-type")).isEqualTo("application/json");
    assertThat(refused.header("x-should-retry")).isEqualTo("false");
    assertThat(refused.header("x-costspan-refusal")).isEqualTo("budget_exceeded");
    assertThat(refused.header("retry-after")).isNull();
    assertThat(refused.answer().status()).isBetween(400, 499);
    assertThat(refused.answer().length()).isEqualTo(refused.body().length());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void everyProvidersErrorHasTheNumbersSomewhere(String url) {
    Map<String, String> members = new LinkedHashMap<>();
    JsonNode details = Refused.at(url, BUDGET).json().findParent("resets_at");
    details
        .properties()
        .forEach(member -> members.put(member.getKey(), member.getValue().asText()));

    assertThat(members)
        .containsEntry("code", "budget_exceeded")
        .containsEntry("rule", "daily")
        .containsEntry("scope", "search")
        .containsEntry("unit", "USD")
        .containsEntry("limit", "20")
        .containsEntry("spent", "20.03")
        .containsEntry("reserved", "0.5")
        .containsEntry("requested", "0.11")
        .containsEntry("resets_at", "2026-11-23T00:00:00+01:00");
  }

  @Test
  void openAisErrorHasTheFourMembersItsSdkInsistsOn() {
    JsonNode error = Refused.at(OPENAI, BUDGET).json().path("error");

    assertThat(error.fieldNames())
        .toIterable()
        .containsExactly("message", "type", "param", "code", "costspan");
    assertThat(error.path("type").asText()).isEqualTo("insufficient_quota");
    assertThat(error.path("param").isNull()).isTrue();
    assertThat(Refused.at(OPENAI, LIMIT).json().at("/error/type").asText()).isEqualTo("tokens");
  }

  @Test
  void anthropicsErrorIsItsBillingErrorOrItsRateLimit() {
    JsonNode body = Refused.at(ANTHROPIC, BUDGET).json();

    assertThat(body.path("type").asText()).isEqualTo("error");
    assertThat(body.at("/error/type").asText()).isEqualTo("billing_error");
    assertThat(body.path("request_id").asText()).startsWith("costspan-");
    assertThat(Refused.at(ANTHROPIC, LIMIT).json().at("/error/type").asText())
        .isEqualTo("rate_limit_error");
  }

  @Test
  void googlesErrorRepeatsItsStatusAndSaysWhenToTryAgain() {
    JsonNode budget = Refused.at(GEMINI, BUDGET).json().path("error");
    assertThat(budget.path("code").intValue()).isEqualTo(402);
    assertThat(budget.path("status").asText()).isEqualTo("RESOURCE_EXHAUSTED");
    assertThat(budget.path("details")).hasSize(1);
    assertThat(budget.at("/details/0/reason").asText()).isEqualTo("BUDGET_EXCEEDED");

    JsonNode limit = Refused.at(GEMINI, LIMIT).json().path("error");
    assertThat(limit.path("code").intValue()).isEqualTo(429);
    assertThat(limit.at("/details/1/@type").asText()).endsWith("google.rpc.RetryInfo");
    assertThat(limit.at("/details/1/retryDelay").asText()).isEqualTo("2s");
  }

  @Test
  void amazonsExceptionIsNamedInAHeader() {
    assertThat(Refused.at(BEDROCK, BUDGET).header("x-amzn-errortype"))
        .isEqualTo("ServiceQuotaExceededException");
    assertThat(Refused.at(BEDROCK, LIMIT).header("x-amzn-errortype"))
        .isEqualTo("ThrottlingException");
  }

  @Test
  void claudeAtGooglesKeepsAnthropicsShape() {
    String vertex =
        "https://us-east5-aiplatform.googleapis.com/v1/projects/p/locations/l/publishers/anthropic"
            + "/models/claude-haiku-4-5:rawPredict";
    assertThat(Refused.at(vertex, BUDGET).json().at("/error/type").asText())
        .isEqualTo("billing_error");
  }

  @Test
  void anErrorThatIsNotOpenAisOwnStillHasTheErrorItsSdkLooksFor() {
    for (String url :
        new String[] {
          "https://api.mistral.ai/v1/chat/completions",
          "https://api.x.ai/v1/chat/completions",
          "https://api.voyageai.com/v1/embeddings"
        }) {
      JsonNode error = Refused.at(url, BUDGET).json().path("error");
      assertThat(error.path("message").asText()).as(url).isEqualTo(BUDGET.message());
      assertThat(error.path("type").asText()).as(url).isEqualTo("insufficient_quota");
    }
  }

  @Test
  void namesNobodyCanWriteDownDoNotOpenTheGate() {
    Refusal odd = Refusal.of(Reason.BUDGET_PAUSED, "büdget \"x\"\n", "\ud83d half", "USD");

    Refused refused = Refused.at(OPENAI, odd);

    assertThat(refused.json().at("/error/costspan/rule").asText()).isEqualTo("büdget \"x\"\n");
    assertThat(refused.json().at("/error/costspan/scope").asText()).isEqualTo("? half");
  }
}
