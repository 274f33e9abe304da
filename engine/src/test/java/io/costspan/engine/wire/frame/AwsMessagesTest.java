// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.frame;

import static io.costspan.engine.wire.frame.AwsFrames.chunk;
import static io.costspan.engine.wire.frame.AwsFrames.event;
import static io.costspan.engine.wire.frame.AwsFrames.header;
import static io.costspan.engine.wire.frame.AwsFrames.headers;
import static io.costspan.engine.wire.frame.AwsFrames.join;
import static io.costspan.engine.wire.frame.AwsFrames.message;
import static io.costspan.engine.wire.frame.AwsFrames.problem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AWS's binary event stream. */
class AwsMessagesTest {

  private static Body reads(byte[] bytes, String... told) {
    Body whole = new Body(null).whole(bytes, bytes.length);
    for (int size = 1; size <= bytes.length; size++) {
      Body body = new Body(null).whole(bytes, size);
      assertThat(body.told).as("pieces of %d", size).containsExactly(told);
      assertThat(body.stream.malformed()).isEqualTo(whole.stream.malformed());
      assertThat(body.stream.within()).isEqualTo(whole.stream.within());
    }
    return whole;
  }

  @Test
  void payloadsOfEventsAreDocuments() {
    Body body =
        reads(
            join(
                event("messageStart", "{\"a\":\"1\"}"),
                event("empty", ""),
                event("metadata", "{\"p\":\"a\\\"b\",\"a\":\"é\"}")),
            "1",
            ";",
            "é",
            ";");
    assertThat(body.stream.events()).isTrue();
    assertThat(body.stream.malformed()).isFalse();
    assertThat(body.stream.within()).isFalse();
    assertThat(body.stream.damaged()).isFalse();
    assertThat(body.stream.exception()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "xy", "xyz", "ü", "a longer text than a few letters of it"})
  void chunksAreDecodedWhateverTheirLength(String text) {
    Body body = reads(chunk("{\"a\":\"" + text + "\"}"), text, ";");
    assertThat(body.stream.malformed()).isFalse();
  }

  @Test
  void aChunkMayHaveOtherMembersAnywhere() {
    String document = "{\"a\":\"???>>>~~~\"}"; // has solidi and pluses in base64
    String encoded = new String(chunk(document), UTF_8).replaceAll("(?s).*bytes\":\"|\",\"p.*", "");
    assertThat(encoded).contains("/");
    String payload =
        "{\"q\":{\"bytes\":\"!!\",\"s\":[\"bytes\",{}]},\"t\":\"\\\"bytes\\\":\\\"\",\"byte\":\"!\","
            + "\"bytesx\":\"!\",\"n\":null, \"bytes\" : \""
            + encoded.replace("/", "\\/")
            + "\" , \"p\":\"ab\"}";
    Body body = reads(event("chunk", payload), "???>>>~~~", ";");
    assertThat(body.stream.malformed()).isFalse();
  }

  @Test
  void chunksThatHoldNoBase64AreMalformed() {
    byte[] bytes = join(event("chunk", "{\"bytes\":\"{no}\",\"p\":\"\"}"), chunk("{\"a\":\"1\"}"));
    assertThat(reads(bytes, "1", ";").stream.malformed()).isTrue();
  }

  @Test
  void payloadsThatAreNoJsonAreMalformed() {
    for (String payload : new String[] {"<html>", "{\"a\":\"1\"", "{\"a\":\"1\"}}"}) {
      byte[] bytes = join(event("x", payload), event("y", "{}"));
      assertThat(new Body(null).whole(bytes, 5).stream.malformed()).as(payload).isTrue();
    }
  }

  @Test
  void partsAreThePiecesOfOneBody() {
    byte[] part = headers("event", ":event-type", "PayloadPart");
    reads(
        join(
            message(part, "data: {\"a\":".getBytes(UTF_8)),
            message(part, "\"1\"}\n\nda".getBytes(UTF_8)),
            message(part, "ta: {\"a\":\"2\"}\n\n".getBytes(UTF_8))),
        "1",
        ";",
        "2",
        ";");
  }

  @ParameterizedTest
  @CsvSource({
    "exception, :exception-type, throttlingException, throttlingException",
    "error, :error-code, InternalFailure, InternalFailure",
    "exception, :other, x, error",
    "error, :error-code, '', error",
  })
  void exceptionsAndErrorsAreNamed(String type, String header, String name, String wanted) {
    byte[] bytes = join(event("x", "{\"a\":\"1\"}"), problem(type, header, name));
    assertThat(reads(bytes, "1", ";").stream.exception()).isEqualTo(wanted);
    assertThat(new Body(null).whole(problem(type, header, name), 9).stream.events()).isTrue();
  }

  @Test
  void headersOfEveryTypeAreSteppedOver() {
    byte[] odd =
        join(
            new byte[] {1, 't', 0, 1, 'f', 1, 1, 'b', 2, 9, 1, 's', 3, 9, 9},
            new byte[] {1, 'i', 4, 9, 9, 9, 9, 1, 'l', 5, 1, 2, 3, 4, 5, 6, 7, 8},
            new byte[] {1, 'x', 6, 0, 2, 7, 7, 1, 'm', 8, 1, 2, 3, 4, 5, 6, 7, 8},
            new byte[] {1, 'u', 9, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8},
            header("a-header-of-some-length", "x".repeat(1000)),
            header(":exception-type", "boom"),
            header(":message-type", "exception"));
    assertThat(reads(message(odd, new byte[0])).stream.exception()).isEqualTo("boom");
  }

  @Test
  void anyWrongByteEndsTheReading() {
    byte[] first = event("x", "{\"a\":\"1\"}");
    byte[] stream = join(first, event("y", "{\"b\":\"2\"}"), event("z", "{\"a\":\"3\"}"));
    int third = stream.length - event("z", "{\"a\":\"3\"}").length;
    Random random = new Random(5);
    for (int at = first.length; at < third; at++) {
      byte[] broken = stream.clone();
      broken[at] ^= (byte) (1 + random.nextInt(255));
      Body body = new Body(null).whole(broken, 13);
      assertThat(body.stream.damaged()).as("byte %d", at).isTrue();
      assertThat(body.stream.within()).isTrue();
      assertThat(body.told).startsWith("1", ";").doesNotContain("3");
    }
  }

  @Test
  void lengthsThatCannotBeAreNotBelieved() {
    byte[] good = event("x", "{\"a\":\"1\"}");
    int[][] lengths = {{15, 0}, {16, 1}, {40, 25}, {0x01ff_ffff + 2, 0}, {400_000, 200_000}};
    for (int[] pair : lengths) {
      byte[] bytes = join(good, prelude(pair[0], pair[1]), good);
      Body body = new Body(null).whole(bytes, 7);
      assertThat(body.stream.damaged()).as(Arrays.toString(pair)).isTrue();
      assertThat(body.told).containsExactly("1", ";");
    }
  }

  private static byte[] prelude(int total, int headers) {
    ByteBuffer prelude = ByteBuffer.allocate(12).putInt(total).putInt(headers);
    CRC32 crc = new CRC32();
    crc.update(prelude.array(), 0, 8);
    return prelude.putInt((int) crc.getValue()).array();
  }

  @Test
  void aStreamThatBrokeOffIsUnfinished() {
    byte[] bytes = join(event("x", "{\"a\":\"1\"}"), event("y", "{\"a\":\"2\"}"));
    int first = event("x", "{\"a\":\"1\"}").length;
    for (int end = 1; end <= bytes.length; end++) {
      Body body = new Body(null).whole(Arrays.copyOf(bytes, end), 11);
      boolean boundary = end == first || end == bytes.length;
      assertThat(body.stream.within()).as("ended at %d", end).isEqualTo(!boundary);
      assertThat(body.stream.damaged()).isFalse();
    }
  }

  @Test
  void otherBytesThatBeginLikeALengthAreNoStream() {
    Body body =
        new Body(null).whole(new byte[] {0, 0, 0, 24, 'f', 't', 'y', 'p', 1, 2, 3, 4, 5}, 3);
    assertThat(body.stream.malformed()).isTrue();
    assertThat(body.stream.events()).isFalse();
  }

  @Test
  void onlyTheFirstByteOfABodyBeginsSuchAStream() {
    byte[] late = join(new byte[] {'\n'}, event("x", "{\"a\":\"1\"}"));
    Body body = reads(late);
    assertThat(body.stream.malformed()).isTrue();
    assertThat(body.stream.damaged()).isFalse();
  }
}
