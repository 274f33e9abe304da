// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.frame.AwsFrames;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Bedrock's answers mean; the fixtures show each vendor's own body. */
class BedrockReaderTest {
  private static final Reading CONVERSE =
      Reading.of(ApiDialect.BEDROCK_CONVERSE, "aws.bedrock", "chat", false);
  private static final Reading INVOKE =
      Reading.of(ApiDialect.BEDROCK_INVOKE, "aws.bedrock", "chat", false);

  private static ByteBuffer stream(byte[]... messages) {
    return ByteBuffer.wrap(AwsFrames.join(messages));
  }

  @Test
  void inputOfConverseLeavesCachedTokensOut() {
    Usage usage =
        CONVERSE
            .response(
                "{\"usage\":{\"inputTokens\":3,\"outputTokens\":9,\"cacheReadInputTokens\":100,"
                    + "\"cacheWriteInputTokens\":50,\"cacheDetails\":["
                    + "{\"ttl\":\"5m\",\"inputTokens\":15},{\"ttl\":\"1h\",\"inputTokens\":30},"
                    + "{\"ttl\":\"5m\",\"inputTokens\":5}]}}")
            .usage();
    assertThat(usage)
        .isEqualTo(
            Usage.builder()
                .set(Unit.INPUT, 153)
                .set(Unit.CACHE_READ, 100)
                .set(Unit.CACHE_WRITE, 50)
                .set(Unit.CACHE_WRITE_5M, 20)
                .set(Unit.CACHE_WRITE_1H, 30)
                .set(Unit.OUTPUT, 9)
                .build());
  }

  @Test
  void outputAloneIsNoUsage() {
    ResponseFacts facts = CONVERSE.response("{\"usage\":{\"outputTokens\":9}}");
    assertThat(facts.usage()).isEqualTo(Usage.NONE);
    assertThat(facts.anomalies()).containsExactly("no-usage");
  }

  @Test
  void theBodyCountsBeforeHeadersAndMetrics() {
    ResponseFacts facts =
        INVOKE
            .with("x-amzn-bedrock-input-token-count", "7")
            .response(
                stream(
                    AwsFrames.chunk(
                        "{\"type\":\"message_start\",\"message\":{\"usage\":"
                            + "{\"input_tokens\":3,\"output_tokens\":1}}}"),
                    AwsFrames.chunk(
                        "{\"type\":\"message_delta\",\"usage\":{\"output_tokens\":47}}"),
                    AwsFrames.chunk(
                        "{\"amazon-bedrock-invocationMetrics\":"
                            + "{\"inputTokenCount\":3,\"outputTokenCount\":40}}")));
    assertThat(facts.usage())
        .isEqualTo(Usage.builder().set(Unit.INPUT, 3).set(Unit.OUTPUT, 47).build());
    assertThat(facts.stream()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"9, true", "-9, false", "nine, false", "'', false"})
  void headersAreReadWhereTheyAreCounts(String said, boolean counts) {
    ResponseFacts facts =
        INVOKE.with("x-amzn-bedrock-input-token-count", said).response("{\"outputs\":[]}");
    assertThat(facts.usage().get(Unit.INPUT).isPresent()).isEqualTo(counts);
  }

  @Test
  void anthropicsIterationsCountAsInItsOwnDialect() {
    ResponseFacts facts =
        INVOKE.response(
            "{\"usage\":{\"input_tokens\":10,\"output_tokens\":2,\"iterations\":["
                + "{\"type\":\"message\",\"input_tokens\":10,\"output_tokens\":2},"
                + "{\"type\":\"compaction\",\"input_tokens\":100,\"output_tokens\":20},"
                + "{\"type\":\"advisor_message\",\"model\":\"m2\",\"input_tokens\":1}]}}");
    assertThat(facts.usage())
        .isEqualTo(Usage.builder().set(Unit.INPUT, 110).set(Unit.OUTPUT, 22).build());
    assertThat(facts.extraUsage())
        .containsExactly(
            new ResponseFacts.ModelUsage("m2", Usage.builder().set(Unit.INPUT, 1).build()));
  }

  @Test
  void namesErrorsByTheirHeader() {
    Reading failed = CONVERSE.status(403);
    assertThat(
            failed
                .with("x-amzn-errortype", "AccessDeniedException:http://internal/coral/")
                .response("{\"message\":\"no\"}")
                .error())
        .isEqualTo("AccessDeniedException");
    assertThat(failed.response("{\"__type\":\"com.amazon#Throttled\"}").error())
        .isEqualTo("Throttled");
    assertThat(failed.response("{\"message\":\"no\"}").error()).isNull();
  }

  @Test
  void namesTheExceptionThatEndedAStream() {
    ResponseFacts facts =
        CONVERSE.response(
            stream(
                AwsFrames.event("contentBlockDelta", "{\"delta\":{\"text\":\"a\"}}"),
                AwsFrames.problem("exception", ":exception-type", "modelStreamErrorException")));
    assertThat(facts.error()).isEqualTo("modelStreamErrorException");
    assertThat(facts.stream()).isTrue();
    assertThat(facts.anomalies()).isEmpty();
  }

  @Test
  void aDamagedStreamIsSaidToBeOne() {
    byte[] bytes = stream(AwsFrames.event("messageStop", "{\"stopReason\":\"x\"}")).array();
    bytes[bytes.length - 1] ^= 1;
    assertThat(CONVERSE.response(ByteBuffer.wrap(bytes)).anomalies())
        .containsExactly("damaged", "truncated", "no-usage");
  }

  @Test
  void timesEventsThatCarryAPartOfTheAnswer() {
    BodyReader<ResponseFacts> converse = CONVERSE.reader();
    assertThat(converse.data(stream(AwsFrames.event("messageStart", "{\"role\":\"assistant\"}"))))
        .isFalse();
    String delta = "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"a\"}}";
    byte[] event = AwsFrames.event("contentBlockDelta", delta);
    int cut = event.length - 20;
    assertThat(converse.data(ByteBuffer.wrap(event, 0, cut))).isFalse();
    assertThat(converse.data(ByteBuffer.wrap(event, cut, 20))).isTrue();
    assertThat(converse.data(stream(AwsFrames.event("metadata", "{\"usage\":{}}")))).isFalse();

    BodyReader<ResponseFacts> invoke = INVOKE.reader();
    assertThat(invoke.data(stream(AwsFrames.chunk("{\"type\":\"message_start\"}")))).isFalse();
    assertThat(invoke.data(stream(AwsFrames.chunk("{\"delta\":{\"text\":\"a\"}}")))).isTrue();
    assertThat(
            invoke.data(
                stream(AwsFrames.chunk("{\"contentBlockDelta\":{\"delta\":{\"text\":\"a\"}}}"))))
        .isTrue();
  }

  @Test
  void readsTheEventsOfAStreamWrittenAsLines() {
    ResponseFacts facts =
        CONVERSE.response(
            "{\"contentBlockDelta\":{\"delta\":{\"text\":\"a\"}}}\n"
                + "{\"messageStop\":{\"stopReason\":\"end_turn\"}}\n"
                + "{\"metadata\":{\"usage\":{\"inputTokens\":3,\"outputTokens\":9},"
                + "\"serviceTier\":{\"type\":\"priority\"}}}\n");
    assertThat(facts.stream()).isTrue();
    assertThat(facts.finishReasons()).containsExactly("end_turn");
    assertThat(facts.usage().orZero(Unit.INPUT)).isEqualTo(3);
    assertThat(facts.serviceTier()).isEqualTo("priority");
  }

  @Test
  void takesTheTierFromTheHeaderWhereTheBodyHasNone() {
    Reading flex = INVOKE.with("x-amzn-bedrock-service-tier", "flex");
    assertThat(flex.response("{}").serviceTier()).isEqualTo("flex");
    assertThat(flex.response("{\"performanceConfig\":{\"latency\":\"standard\"}}").serviceTier())
        .isEqualTo("flex");
    assertThat(CONVERSE.response("{}").serviceTier()).isNull();
  }

  @Test
  void readsWhatRequestsAskFor() {
    RequestFacts converse =
        CONVERSE.request(
            "{\"messages\":[],\"inferenceConfig\":{\"maxTokens\":60,\"temperature\":0.5,"
                + "\"topP\":0.25,\"topK\":4,\"stopSequences\":[\"a\",\"b\"]},"
                + "\"serviceTier\":{\"type\":\"flex\"}}");
    assertThat(converse.maxTokens()).isEqualTo(60);
    assertThat(converse.temperature()).isEqualTo(0.5);
    assertThat(converse.topP()).isEqualTo(0.25);
    assertThat(converse.topK()).isEqualTo(4);
    assertThat(converse.stopSequences()).isEqualTo(List.of("a", "b"));
    assertThat(converse.serviceTier()).isEqualTo("flex");
    assertThat(INVOKE.request("{\"prompt\":\"x\",\"max_gen_len\":7}").maxTokens()).isEqualTo(7);
    assertThat(INVOKE.request("{\"textGenerationConfig\":{\"maxTokenCount\":8}}").maxTokens())
        .isEqualTo(8);
  }
}
