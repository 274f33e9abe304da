// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.ResponseFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiReaderTest {

  private static Reading chat(String provider) {
    return Reading.of(ApiDialect.OPENAI_CHAT, provider);
  }

  private static Usage usage(String provider, String model, String usage) {
    return chat(provider)
        .response("{\"model\":\"" + model + "\",\"choices\":[],\"usage\":" + usage + "}")
        .usage();
  }

  @Test
  void readsEverythingAnAnswerSays() {
    ResponseFacts facts =
        chat("openai")
            .response(
                """
                {"id":"c1","model":"gpt-4o-audio","service_tier":"flex","system_fingerprint":"fp",
                 "choices":[{"index":1,"finish_reason":"length"},{"index":0,"finish_reason":"stop"}],
                 "usage":{"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,
                   "prompt_tokens_details":{"cached_tokens":60,"audio_tokens":40,"image_tokens":5,
                     "cache_write_tokens":30},
                   "completion_tokens_details":{"reasoning_tokens":7,"audio_tokens":20,
                     "image_tokens":3,"rejected_prediction_tokens":4}}}""");
    assertThat(facts.id()).isEqualTo("c1");
    assertThat(facts.model()).isEqualTo("gpt-4o-audio");
    assertThat(facts.serviceTier()).isEqualTo("flex");
    assertThat(facts.systemFingerprint()).isEqualTo("fp");
    assertThat(facts.finishReasons()).containsExactly("stop", "length");
    assertThat(facts.stream()).isFalse();
    assertThat(facts.anomalies()).isEmpty();
    assertThat(facts.usage())
        .isEqualTo(
            Usage.builder()
                .set(Unit.INPUT, 100)
                .set(Unit.CACHE_READ, 60)
                .set(Unit.CACHE_WRITE, 30)
                .set(Unit.INPUT_AUDIO, 40)
                .set(Unit.INPUT_IMAGE, 5)
                .set(Unit.OUTPUT, 50)
                .set(Unit.REASONING, 7)
                .set(Unit.OUTPUT_AUDIO, 20)
                .set(Unit.OUTPUT_IMAGE, 3)
                .build());
  }

  @Test
  void theLastUsageThatSaysAnythingCountsWhole() {
    ResponseFacts facts =
        chat("x")
            .response(
                """
                data: {"model":"m","choices":[{"delta":{"content":"a"}}],"usage":{"prompt_tokens":9,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":8}}}

                data: {"model":"","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":2}}

                data: {"choices":[],"usage":null}

                data: {"choices":[],"usage":{"prompt_tokens":null}}

                data: [DONE]

                """);
    assertThat(facts.usage())
        .isEqualTo(Usage.builder().set(Unit.INPUT, 7).set(Unit.OUTPUT, 2).build());
    assertThat(facts.model()).isEqualTo("m");
    assertThat(facts.stream()).isTrue();
  }

  @Test
  void usageToldTwiceIsCountedOnce() {
    ResponseFacts facts =
        chat("groq")
            .response(
                """
                data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"x_groq":{"id":"r","usage":{"prompt_tokens":5,"completion_tokens":6}}}

                data: {"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":6}}

                """);
    assertThat(facts.usage().orZero(Unit.INPUT)).isEqualTo(5);
    assertThat(facts.usage().orZero(Unit.OUTPUT)).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({
    // reasoning counted beside the completion
    "xai, grok-4, 10, 5, 7, 22, 10, 12",
    "vercel_gateway, any, 10, 5, 7, 15, 10, 12",
    "azure.ai, grok-4-fast, 10, 5, 7, 22, 10, 12",
    "azure.ai, gpt-5-nano, 10, 9, 7, 19, 10, 9",
    // thoughts in the total alone
    "gcp.gemini, gemini-2.5-pro, 66, 6, -1, 100, 66, 34",
    // audio left out of the prompt
    "mistral, voxtral, 10, 5, -1, 390, 385, 5",
    "mistral, mistral-small, 10, 5, -1, 15, 10, 5",
    // plain
    "openai, gpt-5, 10, 9, 7, 19, 10, 9",
    "doubleword, m, 10, 5, 7, 15, 10, 5",
  })
  void knowsWhatProvidersLeaveOutOfTheirNumbers(
      String provider,
      String model,
      long prompt,
      long completion,
      long reasoning,
      long total,
      long input,
      long output) {
    Usage usage =
        usage(
            provider,
            model,
            "{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d%s}"
                .formatted(
                    prompt,
                    completion,
                    total,
                    reasoning < 0
                        ? ""
                        : ",\"completion_tokens_details\":{\"reasoning_tokens\":"
                            + reasoning
                            + "}"));
    assertThat(usage.orZero(Unit.INPUT)).isEqualTo(input);
    assertThat(usage.orZero(Unit.OUTPUT)).isEqualTo(output);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"prompt_tokens\":10,\"prompt_cache_hit_tokens\":8}",
        "{\"prompt_tokens\":10,\"cached_tokens\":8}",
        "{\"prompt_tokens\":10,\"num_cached_tokens\":8}",
        "{\"prompt_tokens\":10,\"prompt_token_details\":{\"cached_tokens\":8}}",
        "{\"prompt_tokens\":8,\"prompt_tokens_details\":{\"cached_tokens\":163}}",
      })
  void findsCachedTokensUnderEveryNameAndNeverMoreThanCameIn(String json) {
    assertThat(usage("x", "m", json).orZero(Unit.CACHE_READ)).isEqualTo(8);
  }

  @Test
  void zeroAndUnsaidAreNotTheSame() {
    Usage said = usage("x", "m", "{\"prompt_tokens\":0,\"completion_tokens\":4}");
    assertThat(said.get(Unit.INPUT)).hasValue(0);
    assertThat(said.get(Unit.CACHE_READ)).isEmpty();
    assertThat(usage("x", "m", "{}").isEmpty()).isTrue();
    assertThat(usage("x", "m", "{\"prompt_tokens\":-3}").isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"cost\":0.0000716}; 0.0000716",
        "{\"cost\":{\"total_cost\":0.006}}; 0.006",
        "{\"cost_in_usd_ticks\":158500}; 0.0000158500",
        "{\"cost_in_usd_ticks\":0}; ",
        "{\"cost\":-1}; ",
        "{\"cost\":\"free\"}; ",
      })
  void readsTheCostThatAProviderStates(String usage, java.math.BigDecimal usd) {
    ResponseFacts facts = chat("x").response("{\"choices\":[],\"usage\":" + usage + "}");
    assertThat(facts.providerUsd()).isEqualTo(usd);
  }

  @Test
  void readsTheCostThatAProxyPutsIntoAHeader() {
    Reading proxied = chat("openai_compatible").with("x-litellm-response-cost", "4.25e-05");
    assertThat(proxied.response("{}").providerUsd()).isEqualByComparingTo("0.0000425");
    Reading odd = chat("openai_compatible").with("x-litellm-response-cost", "None");
    assertThat(odd.response("{}").providerUsd()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"error\":{\"code\":\"model_not_found\",\"type\":\"invalid_request_error\"}}; model_not_found",
        "{\"error\":{\"code\":null,\"type\":\"invalid_request_error\"}}; invalid_request_error",
        "{\"error\":{\"message\":\"busy\",\"code\":429}}; 429",
        "{\"error\":\"busy\"}; error",
        "data: {\"choices\":[{\"delta\":{}}],\"error\":{\"code\":502,\"message\":\"m\"}}; 502",
        "event: error|data: {\"error\":{\"type\":\"server_error\"}}; server_error",
        "data: {\"choices\":[]}||error: {\"error\":{\"message\":\"m\"}}; error",
      })
  void anErrorShowsWhateverTheStatus(String body, String code) {
    assertThat(chat("x").response(body.replace('|', '\n')).error()).isEqualTo(code);
  }

  @Test
  void someProvidersPutErrorsAtTheTop() {
    String body = "{\"object\":\"error\",\"message\":\"m\",\"type\":\"bad\",\"code\":\"3051\"}";
    assertThat(chat("mistral").status(400).response(body).error()).isEqualTo("3051");
    assertThat(chat("mistral").response(body).error()).isNull();
  }

  @Test
  void embeddingsCountInputOnlyUnderEitherName() {
    Reading embeddings = Reading.of(ApiDialect.OPENAI_EMBEDDINGS, "voyage", "embeddings", null);
    assertThat(embeddings.response("{\"usage\":{\"total_tokens\":9}}").usage())
        .isEqualTo(Usage.builder().set(Unit.INPUT, 9).build());
    assertThat(embeddings.response("{\"usage\":{\"prompt_tokens\":8,\"total_tokens\":8}}").usage())
        .isEqualTo(Usage.builder().set(Unit.INPUT, 8).build());
  }

  @Test
  void tellsWhichPiecesOfAStreamCarryAnswer() {
    BodyReader<ResponseFacts> reader = chat("openai").reader();
    assertThat(
            reader.data(
                Reading.utf8(
                    "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n")))
        .isFalse();
    assertThat(reader.data(Reading.utf8("data: {\"choices\":[{\"delta\":{\"content\":\"a")))
        .isFalse();
    assertThat(reader.data(Reading.utf8("b\"}}]}"))).isTrue();
    assertThat(reader.data(Reading.utf8("\n\n"))).isFalse();
    assertThat(
            reader.data(
                Reading.utf8(
                    "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0}]}}]}\n\n")))
        .isTrue();
    assertThat(
            reader.data(
                Reading.utf8(
                    "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1}}\n\ndata: [DONE]\n\n")))
        .isFalse();
    assertThat(reader.finish(true).anomalies()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; empty",
        "<html>busy</html>; not-json",
        "{\"choices\":[; truncated",
        "{\"choices\":[]}; no-usage",
      })
  void namesWhatIsOdd(String body, String anomaly) {
    ResponseFacts facts = chat("x").response(body);
    assertThat(facts.anomalies()).contains(anomaly);
    assertThat(facts.usage().isEmpty()).isTrue();
  }

  @Test
  void aBodyThatBrokeOffKeepsWhatItSaid() {
    BodyReader<ResponseFacts> reader = chat("x").reader();
    reader.data(
        Reading.utf8("data: {\"model\":\"m\",\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n"));
    ResponseFacts facts = reader.finish(false);
    assertThat(facts.model()).isEqualTo("m");
    assertThat(facts.stream()).isTrue();
    assertThat(facts.anomalies()).containsExactly("truncated", "no-usage");
  }

  @Test
  void anEncodingThatCannotBeUndoneIsSaid() {
    ResponseFacts facts = chat("x").with("content-encoding", "zstd").response("\u000b\u0002");
    assertThat(facts.anomalies()).containsExactly("unreadable-encoding", "no-usage");
  }
}
