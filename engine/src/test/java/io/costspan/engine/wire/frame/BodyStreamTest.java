// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyStreamTest {

  private static void reads(String body, String... told) {
    byte[] bytes = body.getBytes(UTF_8);
    for (int size = 1; size <= bytes.length; size++) {
      assertThat(new Body(null).feed(bytes, size).told)
          .as("pieces of %d", size)
          .containsExactly(told);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void readsEventsWhateverEndsTheirLines(String eol) {
    reads(
        ("event: x|data: {\"a\":\"1\"}||: comment|id: 7|data:{\"a\":|data:\"é2\"}||retry: 3||"
                + "data: {\"a\":\"3\"}||data: [DONE]||")
            .replace("|", eol),
        "1",
        ";",
        "é2",
        ";",
        "3",
        ";");
  }

  @Test
  void theLastEventNeedsNoBlankLineNorAnyEndOfLine() {
    reads("data: {\"a\":\"1\"}\n", "1", ";");
    reads("data: {\"a\":\"1\"}", "1", ";");
  }

  @Test
  void eventsWithoutABlankLineBetweenThemAreStillTold() {
    reads("data: {\"a\":\"1\"}\ndata: {\"a\":\"2\"}\n\n", "1", ";", "2", ";");
  }

  @Test
  void skipsAByteOrderMarkAndBlankLines() {
    reads("\ufeffdata: {\"a\":\"1\"}\n\n", "1", ";");
    reads("\ufeff\r\n {\"a\":\"1\"}", "1", ";");
    reads("\n\ndata: {\"a\":\"1\"}\n\n", "1", ";");
  }

  @Test
  void linesThatAreNoFieldsMeanNothing() {
    reads(
        "database: {\"a\":\"0\"}\ndat: {\"a\":\"0\"}\nhello\n\ndata: {\"a\":\"1\"}\n\n", "1", ";");
  }

  @Test
  void anErrorLineAmongEventsIsReadLikeData() {
    reads("data: {\"a\":\"1\"}\n\nerror: {\"a\":\"broken\"}\n\n", "1", ";", "broken", ";");
  }

  @Test
  void anEventThatIsNotJsonSpoilsOnlyItself() {
    Body body =
        new Body(null).feed("data: {\"a\" oops\n\ndata: {\"a\":\"2\"}\n\n".getBytes(UTF_8), 5);
    assertThat(body.told).containsExactly("2", ";");
    assertThat(body.stream.malformed()).isTrue();
    assertThat(body.stream.events()).isTrue();
  }

  @Test
  void theCustomaryEndIsNoMalformation() {
    byte[] bytes = "data: {\"a\":\"1\"}\n\ndata: [DONE]\n\n".getBytes(UTF_8);
    for (int size = 1; size < bytes.length; size++) {
      assertThat(new Body(null).feed(bytes, size).stream.malformed()).isFalse();
    }
  }

  @Test
  void readsLinesOfJsonAndArrays() {
    reads("{\"a\":\"1\"}\n{\"a\":\"2\"}\r\n", "1", ";", "2", ";");
    reads("[{\"a\":\"1\"}\n,\r\n{\"a\":\"2\"}\n]", "1", ";", "2", ";");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html><body>no</body></html>", "Not Found", "\u0000\u0001\u0002", "123"})
  void otherThingsAreMalformed(String text) {
    Body body = new Body(null).feed(text.getBytes(UTF_8), 4);
    assertThat(body.told).isEmpty();
    assertThat(body.stream.malformed()).isTrue();
    assertThat(body.stream.events()).isFalse();
  }

  @Test
  void saysWhatIsUnfinishedOrEmpty() {
    assertThat(new Body(null).feed("{\"a\":".getBytes(UTF_8), 9).stream.within()).isTrue();
    assertThat(new Body(null).feed("[{\"a\":\"1\"}".getBytes(UTF_8), 9).stream.within()).isTrue();
    assertThat(new Body(null).feed("data: {\"a\":".getBytes(UTF_8), 9).stream.within()).isTrue();
    assertThat(new Body(null).stream.empty()).isTrue();
  }

  @Test
  void readsBuffersThatHaveNoArray() {
    Body body = new Body(null);
    byte[] bytes = "{\"a\":\"1\"}".getBytes(UTF_8);
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    body.stream.data(direct.asReadOnlyBuffer());
    body.stream.data(ByteBuffer.wrap(bytes).asReadOnlyBuffer());
    assertThat(body.told).containsExactly("1", ";", "1", ";");
    assertThat(direct.remaining()).isEqualTo(bytes.length);
  }

  @Test
  void undoesContentCodings() throws IOException {
    byte[] plain = "data: {\"a\":\"1\"}\n\ndata: {\"a\":\"2\"}\n\n".getBytes(UTF_8);
    byte[] raw = packed(plain, new Deflater(9, true));
    byte[] zlib = packed(plain, new Deflater());
    byte[] gzip = gzip(plain);
    for (int size = 1; size < gzip.length; size++) {
      assertThat(new Body("gzip").feed(gzip, size).told).containsExactly("1", ";", "2", ";");
      assertThat(new Body("deflate").feed(zlib, size).told).containsExactly("1", ";", "2", ";");
      assertThat(new Body("deflate").feed(raw, size).told).containsExactly("1", ";", "2", ";");
    }
  }

  @Test
  void undoesGzipWithEveryOptionalFieldAndInMembers() throws IOException {
    byte[] member = gzip("{\"a\":\"1\"}".getBytes(UTF_8));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(member, 0, 3);
    out.write(2 | 4 | 8 | 16);
    out.write(member, 4, 6);
    out.writeBytes(new byte[] {3, 0, 'x', 'y', 'z', 'n', 'a', 'm', 'e', 0, 'c', 0, 1, 2});
    out.write(member, 10, member.length - 10);
    out.writeBytes(member);
    for (int size = 1; size < out.size(); size++) {
      Body body = new Body("GZIP").feed(out.toByteArray(), size);
      assertThat(body.told).containsExactly("1", ";", "1", ";");
      assertThat(body.stream.malformed()).isFalse();
    }
  }

  @Test
  void aHeaderThatLiesAboutTheCodingIsSeenThrough() {
    assertThat(new Body("gzip").feed("{\"a\":\"1\"}".getBytes(UTF_8), 2).told)
        .containsExactly("1", ";");
    assertThat(new Body("deflate").feed("{\"a\":\"1\"}".getBytes(UTF_8), 2).told)
        .containsExactly("1", ";");
  }

  /** Found by fuzzing: a piece that began with it was taken for the body's beginning. */
  @Test
  void aMessageBeginsABodyAndNoPieceOfOne() {
    byte[] bytes = "\t\u0000{\"a\":\"1\"}\n\ndata: {\"a\":\"2\"}\n\n".getBytes(UTF_8);
    for (int size = 1; size <= bytes.length; size++) {
      assertThat(new Body(null).feed(bytes, size).told).containsExactly("2", ";");
    }
  }

  @Test
  void nothingCompressedIsStillNothing() throws IOException {
    assertThat(new Body("gzip").feed(gzip(new byte[0]), 3).stream.empty()).isTrue();
    assertThat(new Body("gzip").feed(new byte[] {0x1f, 0x00, 0x00}, 1).stream.empty()).isFalse();
  }

  @Test
  void brokenCompressionEndsTheReading() throws IOException {
    byte[] gzip = gzip("{\"a\":\"1\"}".repeat(200).getBytes(UTF_8));
    for (int i = 10; i < gzip.length; i++) {
      byte[] broken = gzip.clone();
      broken[i] ^= 0x55;
      Body body = new Body("gzip");
      assertThatCode(() -> body.feed(broken, 7)).doesNotThrowAnyException();
      int told = body.told.size();
      body.stream.close();
      body.stream.data(ByteBuffer.wrap(gzip));
      assertThat(body.told).hasSize(told);
    }
  }

  @Test
  void doesNotTryCodingsItCannotUndo() {
    for (String codings : List.of("zstd", "gzip, zstd", "gzip, gzip, gzip, gzip")) {
      Body body = new Body(codings).feed("{\"a\":\"1\"}".getBytes(UTF_8), 3);
      assertThat(body.stream.readable()).isFalse();
      assertThat(body.told).isEmpty();
    }
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  private static byte[] packed(byte[] plain, Deflater deflater) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = new DeflaterOutputStream(out, deflater)) {
      packed.write(plain);
    }
    deflater.end();
    return out.toByteArray();
  }
}
