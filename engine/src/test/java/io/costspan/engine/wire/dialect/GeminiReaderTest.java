// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.ResponseFacts;
import org.junit.jupiter.api.Test;

class GeminiReaderTest {
  private static final Reading GENERATE = Reading.of(ApiDialect.GEMINI_GENERATE, "gcp.gemini");
  private static final Reading STREAM =
      Reading.of(ApiDialect.GEMINI_GENERATE, "gcp.gemini", "generate_content", true);

  @Test
  void buildsBothTotals() {
    ResponseFacts facts =
        GENERATE.response(
            """
            {"usageMetadata":{"promptTokenCount":100,"toolUsePromptTokenCount":20,
              "candidatesTokenCount":30,"thoughtsTokenCount":40,"cachedContentTokenCount":50,
              "promptTokensDetails":[{"modality":"AUDIO","tokenCount":60},
                {"tokenCount":10,"modality":"TEXT"},{"modality":"IMAGE","tokenCount":7}],
              "cacheTokensDetails":[{"modality":"AUDIO","tokenCount":25}],
              "candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":3}],
              "trafficType":"ON_DEMAND"},"modelVersion":"g","responseId":"r"}""");
    assertThat(facts.usage())
        .isEqualTo(
            Usage.builder()
                .set(Unit.INPUT, 120)
                .set(Unit.CACHE_READ, 50)
                .set(Unit.INPUT_AUDIO, 60)
                .set(Unit.CACHE_READ_AUDIO, 25)
                .set(Unit.INPUT_IMAGE, 7)
                .set(Unit.OUTPUT, 70)
                .set(Unit.REASONING, 40)
                .set(Unit.OUTPUT_IMAGE, 3)
                .build());
    assertThat(facts.serviceTier()).isEqualTo("ON_DEMAND");
    assertThat(facts.model()).isEqualTo("g");
    assertThat(facts.id()).isEqualTo("r");
  }

  @Test
  void chunksAreNeverAddedUp() {
    ResponseFacts facts =
        STREAM.response(
            """
            [{"usageMetadata":{"promptTokenCount":25,"candidatesTokenCount":40,"thoughtsTokenCount":20}}
            ,
            {"usageMetadata":{"promptTokenCount":19,"candidatesTokenCount":56}}]
            """);
    assertThat(facts.usage())
        .isEqualTo(Usage.builder().set(Unit.INPUT, 19).set(Unit.OUTPUT, 56).build());
    assertThat(facts.stream()).isTrue();
  }

  @Test
  void understandsEnumsAsNumbers() {
    ResponseFacts facts =
        GENERATE.response(
            "{\"candidates\":[{\"finishReason\":2}],\"usageMetadata\":{\"promptTokenCount\":9,"
                + "\"trafficType\":1,\"promptTokensDetails\":[{\"modality\":4,\"tokenCount\":5}]}}");
    assertThat(facts.finishReasons()).containsExactly("2");
    assertThat(facts.usage().orZero(Unit.INPUT_AUDIO)).isEqualTo(5);
  }

  @Test
  void aBlockedPromptHasAReasonWithoutACandidate() {
    ResponseFacts facts =
        GENERATE.response(
            "{\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"usageMetadata\":{\"promptTokenCount\":4}}");
    assertThat(facts.finishReasons()).containsExactly("BLOCKED:SAFETY");
    assertThat(facts.usage().orZero(Unit.INPUT)).isEqualTo(4);
  }

  @Test
  void countsSearches() {
    ResponseFacts facts =
        GENERATE.response(
            "{\"candidates\":[{\"groundingMetadata\":{\"webSearchQueries\":[\"a\",\"b\"]}}],"
                + "\"usageMetadata\":{\"promptTokenCount\":4}}");
    assertThat(facts.usage().orZero(Unit.WEB_SEARCH)).isEqualTo(2);
  }

  @Test
  void anErrorInAnArrayIsNoStream() {
    ResponseFacts facts =
        STREAM
            .status(429)
            .response("[{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\"}}]");
    assertThat(facts.error()).isEqualTo("RESOURCE_EXHAUSTED");
    assertThat(facts.stream()).isFalse();
  }

  @Test
  void theTierMayComeInAHeader() {
    assertThat(GENERATE.with("x-gemini-service-tier", "flex").response("{}").serviceTier())
        .isEqualTo("flex");
  }

  @Test
  void embeddingsMayOrMayNotCount() {
    Reading embed = Reading.of(ApiDialect.GEMINI_EMBED, "gcp.gemini", "embeddings", null);
    assertThat(embed.response("{\"embedding\":{\"values\":[0.1]}}").usage().isEmpty()).isTrue();
    assertThat(
            embed
                .response(
                    "{\"usageMetadata\":{\"promptTokenCount\":6,"
                        + "\"promptTokenDetails\":[{\"modality\":\"IMAGE\",\"tokenCount\":2}]}}")
                .usage())
        .isEqualTo(Usage.builder().set(Unit.INPUT, 6).set(Unit.INPUT_IMAGE, 2).build());
  }

  @Test
  void searchesOfAllCandidatesCount() {
    String candidate = "{\"groundingMetadata\":{\"webSearchQueries\":[%s]}}";
    String chunk =
        "data: {\"candidates\":["
            + candidate.formatted("\"a\",\"b\"")
            + ","
            + candidate.formatted("\"c\"")
            + "],\"usageMetadata\":{\"promptTokenCount\":5}}\n\n";
    String last = "data: {\"candidates\":[{\"finishReason\":\"STOP\"}]}\n\n";
    Reading reading = Reading.of(ApiDialect.GEMINI_GENERATE, "gcp.gemini");
    assertThat(reading.response(chunk).usage().orZero(Unit.WEB_SEARCH)).isEqualTo(3);
    assertThat(reading.response(chunk + chunk + last).usage().orZero(Unit.WEB_SEARCH)).isEqualTo(3);
  }

  @Test
  void trafficMayBeANumber() {
    Reading reading = Reading.of(ApiDialect.GEMINI_GENERATE, "gcp.vertex");
    String body = "{\"usageMetadata\":{\"promptTokenCount\":5,\"trafficType\":%s}}";
    assertThat(reading.response(body.formatted("0")).serviceTier()).isNull();
    assertThat(reading.response(body.formatted("1")).serviceTier()).isEqualTo("ON_DEMAND");
    assertThat(reading.response(body.formatted("2")).serviceTier())
        .isEqualTo("PROVISIONED_THROUGHPUT");
    assertThat(reading.response(body.formatted("9")).serviceTier()).isEqualTo("TRAFFIC_TYPE_9");
  }
}
