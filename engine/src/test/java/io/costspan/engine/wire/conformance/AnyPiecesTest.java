// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.costspan.engine.wire.BodyReader;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every dialect and framing, tried on all of the project's own fixtures. */
class AnyPiecesTest {

  /** An exchange with its endpoint; named for the report. */
  record Case(Exchange exchange, Endpoint endpoint) {
    @Override
    public String toString() {
      return exchange.file() + "/" + exchange.id();
    }

    byte[] response() {
      return exchange.responseBody().array();
    }

    BodyReader<ResponseFacts> reader(Map<String, String> headers) {
      return endpoint
          .dialect()
          .response(
              endpoint,
              RequestFacts.UNKNOWN,
              new ResponseHead(
                  exchange.status(),
                  name -> headers.getOrDefault(name, exchange.responseHeader(name))));
    }

    ResponseFacts whole() {
      BodyReader<ResponseFacts> reader = reader(Map.of());
      reader.data(ByteBuffer.wrap(response()));
      return reader.finish(true);
    }
  }

  static Stream<Case> cases() throws Exception {
    return Exchange.in(Fixtures.own()).stream()
        .flatMap(
            exchange -> {
              Endpoint endpoint = Comparison.endpoint(exchange);
              return endpoint == null ? Stream.empty() : Stream.of(new Case(exchange, endpoint));
            });
  }

  /** Sound is told by its type alone. */
  static Stream<Case> casesButSound() throws Exception {
    return cases().filter(one -> !one.endpoint().operation().startsWith("audio."));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void piecesOfAnySizeReadTheSame(Case one) {
    ResponseFacts whole = one.whole();
    byte[] body = one.response();
    for (int size = 1; size <= body.length; size++) {
      BodyReader<ResponseFacts> reader = one.reader(Map.of());
      for (int from = 0; from < body.length; from += size) {
        reader.data(ByteBuffer.wrap(body, from, Math.min(size, body.length - from)));
      }
      assertThat(reader.finish(true)).as("pieces of %d", size).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void requestsInPiecesReadTheSame(Case one) {
    byte[] body = one.exchange().requestBody().array();
    BodyReader<RequestFacts> atOnce = one.endpoint().dialect().request(one.endpoint());
    atOnce.data(ByteBuffer.wrap(body));
    RequestFacts whole = atOnce.finish(true);
    for (int size = 1; size <= body.length; size++) {
      BodyReader<RequestFacts> reader = one.endpoint().dialect().request(one.endpoint());
      for (int from = 0; from < body.length; from += size) {
        reader.data(ByteBuffer.wrap(body, from, Math.min(size, body.length - from)));
      }
      assertThat(reader.finish(true)).as("pieces of %d", size).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void compressedReadsTheSameInAnyPieces(Case one) throws IOException {
    ResponseFacts whole = one.whole();
    Random random = new Random(17);
    Map<byte[], String> packed =
        Map.of(
            packed(one.response(), GZIPOutputStream::new), "gzip",
            packed(one.response(), DeflaterOutputStream::new), "deflate",
            packed(one.response(), AnyPiecesTest::bare), "deflate");
    for (Map.Entry<byte[], String> coded : packed.entrySet()) {
      for (int longest = 1; longest < 200; longest += 11) {
        BodyReader<ResponseFacts> reader = one.reader(Map.of("content-encoding", coded.getValue()));
        byte[] body = coded.getKey();
        for (int from = 0; from < body.length; ) {
          int size = Math.min(body.length - from, random.nextInt(longest + 1));
          reader.data(ByteBuffer.wrap(body, from, size));
          from += size;
        }
        assertThat(reader.finish(true)).as(coded.getValue()).isEqualTo(whole);
      }
    }
  }

  /** RFC 1951 without the header of RFC 1950. */
  private static OutputStream bare(OutputStream out) {
    return new DeflaterOutputStream(out, new Deflater(9, true));
  }

  private static byte[] packed(byte[] plain, Packing packing) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream coder = packing.to(out)) {
      coder.write(plain);
    }
    return out.toByteArray();
  }

  /** Makes a content coding's stream. */
  @FunctionalInterface
  private interface Packing {
    OutputStream to(OutputStream out) throws IOException;
  }

  @ParameterizedTest
  @MethodSource("casesButSound")
  void theContentTypeDoesNotMatterUnlessTheBodyIsOneLine(Case one) {
    ResponseFacts whole = one.whole();
    for (String type : List.of("", "text/html", "application/octet-stream", "audio/mpeg")) {
      BodyReader<ResponseFacts> reader = one.reader(Map.of("content-type", type));
      reader.data(ByteBuffer.wrap(one.response()));
      assertThat(reader.finish(true)).as(type).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aBodyMayEndAnywhere(Case one) {
    byte[] body = one.response();
    ResponseFacts all = one.whole();
    String model = all.model();
    for (int end = 0; end < body.length; end++) {
      BodyReader<ResponseFacts> reader = one.reader(Map.of());
      reader.data(ByteBuffer.wrap(body, 0, end));
      ResponseFacts facts = reader.finish(false);
      if (facts.whole()) {
        // what is left can be passed over only where it says nothing more
        assertThat(facts.usage()).as("ended at %d", end).isEqualTo(all.usage());
        assertThat(facts.error() != null || facts.finishReasons().equals(all.finishReasons()))
            .as("ended at %d", end)
            .isTrue();
      }
      assertThat(facts.model() == null || facts.model().equals(model)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nothingMakesItThrow(Case one) {
    Random random = new Random(11);
    byte[] body = one.response();
    for (int round = 0; round < 300; round++) {
      byte[] broken = body.clone();
      for (int hits = random.nextInt(8); hits >= 0 && broken.length > 0; hits--) {
        broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
      }
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      for (byte[] bytes : List.of(broken, noise)) {
        for (String coding : List.of("identity", "gzip", "deflate", "br")) {
          BodyReader<ResponseFacts> reader = one.reader(Map.of("content-encoding", coding));
          assertThatCode(
                  () -> {
                    reader.data(ByteBuffer.wrap(bytes));
                    assertThat(reader.finish(true).anomalies()).doesNotContain("reader-fault");
                  })
              .doesNotThrowAnyException();
        }
        BodyReader<RequestFacts> request = one.endpoint().dialect().request(one.endpoint());
        request.data(ByteBuffer.wrap(bytes));
        assertThat(request.finish(true)).isNotNull();
      }
    }
  }
}
