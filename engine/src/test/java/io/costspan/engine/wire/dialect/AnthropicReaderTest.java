// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseFacts.ModelUsage;
import org.junit.jupiter.api.Test;

class AnthropicReaderTest {
  private static final Reading MESSAGES = Reading.of(ApiDialect.ANTHROPIC_MESSAGES, "anthropic");

  private static ResponseFacts message(String usage) {
    return MESSAGES.response("{\"id\":\"m\",\"model\":\"c\",\"usage\":" + usage + "}");
  }

  @Test
  void fastModeIsATierOfItsOwnAndTheRegionIsTold() {
    ResponseFacts facts =
        message("{\"service_tier\":\"standard\",\"speed\":\"fast\",\"inference_geo\":\"us\"}");
    assertThat(facts.serviceTier()).isEqualTo("fast");
    assertThat(facts.region()).isEqualTo("us");
    ResponseFacts other =
        message(
            "{\"speed\":\"fast\",\"service_tier\":\"standard\",\"inference_geo\":\"not_available\"}");
    assertThat(other.serviceTier()).isEqualTo("fast");
    assertThat(other.region()).isNull();
    assertThat(message("{\"speed\":\"standard\",\"service_tier\":\"priority\"}").serviceTier())
        .isEqualTo("priority");
  }

  @Test
  void compactionIsAddedAndAnAdvisorBilledApart() {
    ResponseFacts facts =
        message(
            """
            {"input_tokens":162,"output_tokens":8,"cache_read_input_tokens":0,
             "cache_creation_input_tokens":0,
             "iterations":[
               {"type":"compaction","input_tokens":100,"output_tokens":131,
                "cache_read_input_tokens":0,"cache_creation_input_tokens":55096,
                "cache_creation":{"ephemeral_5m_input_tokens":55096}},
               {"type":"message","input_tokens":162,"output_tokens":8},
               {"type":"advisor_message","model":"claude-opus-4-8","input_tokens":2518,
                "output_tokens":22,"cache_read_input_tokens":10},
               {"type":"advisor_message","input_tokens":1,"output_tokens":2}]}""");
    assertThat(facts.usage())
        .isEqualTo(
            Usage.builder()
                .set(Unit.INPUT, 162 + 100 + 55096)
                .set(Unit.CACHE_READ, 0)
                .set(Unit.CACHE_WRITE, 55096)
                .set(Unit.CACHE_WRITE_5M, 55096)
                .set(Unit.OUTPUT, 139)
                .build());
    assertThat(facts.extraUsage())
        .containsExactly(
            new ModelUsage(
                "claude-opus-4-8",
                Usage.builder()
                    .set(Unit.INPUT, 2528)
                    .set(Unit.CACHE_READ, 10)
                    .set(Unit.OUTPUT, 22)
                    .build()),
            new ModelUsage(
                "unknown", Usage.builder().set(Unit.INPUT, 1).set(Unit.OUTPUT, 2).build()));
  }

  @Test
  void iterationsToldAgainReplaceThoseBefore() {
    String iterations =
        "\"usage\":{\"input_tokens\":1,\"output_tokens\":2,"
            + "\"iterations\":[{\"type\":\"compaction\",\"input_tokens\":10,\"output_tokens\":20}]}";
    ResponseFacts facts =
        MESSAGES.response(
            "data: {\"type\":\"message_start\",\"message\":{"
                + iterations
                + "}}\n\n"
                + "data: {\"type\":\"message_delta\","
                + iterations
                + "}\n\n");
    assertThat(facts.usage().orZero(Unit.INPUT)).isEqualTo(11);
    assertThat(facts.usage().orZero(Unit.OUTPUT)).isEqualTo(22);
  }

  @Test
  void aFallbackAnswerIsTheTopLevel() {
    ResponseFacts facts =
        message(
            "{\"input_tokens\":5,\"output_tokens\":6,\"iterations\":["
                + "{\"type\":\"message\",\"input_tokens\":5,\"output_tokens\":1},"
                + "{\"type\":\"fallback_message\",\"input_tokens\":5,\"output_tokens\":6}]}");
    assertThat(facts.usage().orZero(Unit.OUTPUT)).isEqualTo(6);
    assertThat(facts.usage().orZero(Unit.INPUT)).isEqualTo(5);
  }

  @Test
  void theEndWinsFieldByField() {
    ResponseFacts facts =
        MESSAGES.response(
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"m","model":"c","usage":{"input_tokens":10,"cache_read_input_tokens":4,"cache_creation_input_tokens":6,"cache_creation":{"ephemeral_5m_input_tokens":6,"ephemeral_1h_input_tokens":0},"output_tokens":1}}}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":30,"cache_read_input_tokens":null}}

            """);
    assertThat(facts.usage())
        .isEqualTo(
            Usage.builder()
                .set(Unit.INPUT, 20)
                .set(Unit.CACHE_READ, 4)
                .set(Unit.CACHE_WRITE, 6)
                .set(Unit.CACHE_WRITE_5M, 6)
                .set(Unit.CACHE_WRITE_1H, 0)
                .set(Unit.OUTPUT, 30)
                .build());
    assertThat(facts.finishReasons()).containsExactly("end_turn");
  }

  @Test
  void aCancelledStreamKeepsWhatTheStartSaid() {
    BodyReader<ResponseFacts> reader = MESSAGES.reader();
    reader.data(
        Reading.utf8(
            "data: {\"type\":\"message_start\",\"message\":{\"model\":\"c\",\"usage\":{\"input_tokens\":10,\"output_tokens\":1}}}\n\n"
                + "data: {\"type\":\"content_block_delta\",\"delta\":{\"text\":\"a"));
    ResponseFacts facts = reader.finish(false);
    assertThat(facts.usage().orZero(Unit.INPUT)).isEqualTo(10);
    assertThat(facts.anomalies()).containsExactly("truncated");
    assertThat(facts.finishReasons()).isEmpty();
  }

  @Test
  void textThatLooksLikeUsageIsText() {
    ResponseFacts facts =
        MESSAGES.response(
            "{\"content\":[{\"type\":\"text\",\"text\":\"\\\"usage\\\":{\\\"input_tokens\\\":9}\"},"
                + "{\"usage\":{\"input_tokens\":8}}],\"usage\":{\"input_tokens\":7}}");
    assertThat(facts.usage().orZero(Unit.INPUT)).isEqualTo(7);
  }
}
