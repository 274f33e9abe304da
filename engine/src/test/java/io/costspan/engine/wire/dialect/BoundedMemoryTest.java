// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.frame.AwsFrames;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Fifty megabytes of body may cost time, never memory. */
class BoundedMemoryTest {
  private static final int PIECE = 16 * 1024;
  private static final int PIECES = 50 * 1024 * 1024 / PIECE;
  private static final long MOST_ALLOCATED = 512 * 1024;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static long feed(BodyReader<?> reader, String head, String piece, String tail) {
    return feed(reader, head, piece.getBytes(UTF_8), tail.getBytes(UTF_8));
  }

  private static long feed(BodyReader<?> reader, String head, byte[] unit, byte[] tail) {
    byte[] filler = new byte[PIECE];
    for (int i = 0; i < PIECE; i++) {
      filler[i] = unit[i % unit.length];
    }
    ByteBuffer buffer = ByteBuffer.wrap(Arrays.copyOf(filler, PIECE / unit.length * unit.length));
    reader.data(Reading.utf8(head));
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    for (int i = 0; i < PIECES; i++) {
      reader.data(buffer);
    }
    long allocated = THREADS.getThreadAllocatedBytes(thread) - before;
    reader.data(ByteBuffer.wrap(tail));
    return allocated;
  }

  @Test
  void oneStringOfFiftyMegabytes() {
    BodyReader<ResponseFacts> reader = Reading.of(ApiDialect.OPENAI_CHAT, "x").reader();
    long allocated =
        feed(
            reader,
            "{\"model\":\"m\",\"choices\":[{\"message\":{\"content\":\"",
            "abc\\\"{[é",
            "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":5}}");
    ResponseFacts facts = reader.finish(true);
    assertThat(allocated).isLessThan(MOST_ALLOCATED);
    assertThat(facts.usage().orZero(Unit.INPUT)).isEqualTo(5);
    assertThat(facts.finishReasons()).containsExactly("stop");
  }

  @Test
  void millionsOfNumbers() {
    BodyReader<ResponseFacts> reader =
        Reading.of(ApiDialect.OPENAI_EMBEDDINGS, "x", "embeddings", null).reader();
    long allocated =
        feed(
            reader,
            "{\"data\":[{\"embedding\":[0",
            ",-0.0123456",
            "]}],\"usage\":{\"prompt_tokens\":5}}");
    assertThat(allocated).isLessThan(MOST_ALLOCATED);
    assertThat(reader.finish(true).usage().orZero(Unit.INPUT)).isEqualTo(5);
  }

  @Test
  void oneEventWithoutEnd() {
    BodyReader<ResponseFacts> reader = Reading.of(ApiDialect.OPENAI_RESPONSES, "x").reader();
    long allocated =
        feed(
            reader,
            "data: {\"type\":\"response.completed\",\"response\":{\"instructions\":\"",
            "go on ",
            "\",\"usage\":{\"input_tokens\":5}}}\n\n");
    assertThat(allocated).isLessThan(MOST_ALLOCATED);
    assertThat(reader.finish(true).usage().orZero(Unit.INPUT)).isEqualTo(5);
  }

  @Test
  void aHundredThousandsOfChunksWithoutStringsOfTheirOwn() {
    BodyReader<ResponseFacts> reader = Reading.of(ApiDialect.OPENAI_CHAT, "x").reader();
    long allocated =
        feed(
            reader,
            "",
            "data: {\"id\":\"chatcmpl-1\",\"model\":\"gpt-5\",\"usage\":null,\"choices\":"
                + "[{\"delta\":{\"content\":\"word \"},\"finish_reason\":null}]}\n\n",
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5}}\n\n");
    assertThat(allocated).isLessThan(MOST_ALLOCATED);
    assertThat(reader.finish(true).usage().orZero(Unit.INPUT)).isEqualTo(5);
  }

  @Test
  void aHundredThousandsOfBinaryMessages() {
    BodyReader<ResponseFacts> reader =
        Reading.of(ApiDialect.BEDROCK_INVOKE, "aws.bedrock", "chat", true).reader();
    long allocated =
        feed(
            reader,
            "",
            AwsFrames.chunk(
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
                    + "{\"type\":\"text_delta\",\"text\":\"word \"}}"),
            AwsFrames.chunk("{\"type\":\"message_delta\",\"usage\":{\"input_tokens\":5}}"));
    assertThat(allocated).isLessThan(MOST_ALLOCATED);
    ResponseFacts facts = reader.finish(true);
    assertThat(facts.usage().orZero(Unit.INPUT)).isEqualTo(5);
    assertThat(facts.anomalies()).isEmpty();
  }

  @Test
  void oneBinaryMessageOfSixteenMegabytes() {
    String text = "abc ".repeat(4 * 1024 * 1024);
    byte[] message =
        AwsFrames.event("metadata", "{\"p\":\"" + text + "\",\"usage\":{\"inputTokens\":5}}");
    BodyReader<ResponseFacts> reader =
        Reading.of(ApiDialect.BEDROCK_CONVERSE, "aws.bedrock", "chat", true).reader();
    long thread = Thread.currentThread().getId();
    reader.data(ByteBuffer.wrap(message, 0, PIECE));
    long before = THREADS.getThreadAllocatedBytes(thread);
    for (int from = PIECE; from < message.length; from += PIECE) {
      reader.data(ByteBuffer.wrap(message, from, Math.min(PIECE, message.length - from)));
    }
    long allocated = THREADS.getThreadAllocatedBytes(thread) - before;
    assertThat(allocated).isLessThan(MOST_ALLOCATED);
    ResponseFacts facts = reader.finish(true);
    assertThat(facts.usage().orZero(Unit.INPUT)).isEqualTo(5);
    assertThat(facts.anomalies()).isEmpty();
  }

  @Test
  void aPromptOfFiftyMegabytes() {
    Reading chat = Reading.of(ApiDialect.OPENAI_CHAT, "x");
    BodyReader<RequestFacts> reader = chat.endpoint().dialect().request(chat.endpoint());
    long allocated =
        feed(
            reader,
            "{\"messages\":[{\"content\":[{\"image_url\":{\"url\":\"data:image/png;base64,",
            "iVBORw0KGgo",
            "\"}}]}],\"model\":\"gpt-5\",\"stream\":true}");
    RequestFacts facts = reader.finish(true);
    assertThat(allocated).isLessThan(MOST_ALLOCATED);
    assertThat(facts.model()).isEqualTo("gpt-5");
    assertThat(facts.stream()).isTrue();
    assertThat(facts.shaped()).isTrue();
  }
}
