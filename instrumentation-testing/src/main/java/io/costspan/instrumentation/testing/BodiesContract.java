// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.instrumentation.testing.client.TestRequest;
import io.costspan.instrumentation.testing.client.Way;
import io.costspan.instrumentation.testing.gate.RecordingGate;
import io.costspan.instrumentation.testing.server.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Response bodies of every shape reach the application as they are, and the tap as delivered. */
abstract class BodiesContract extends ContractCases {
  private static final int LARGE = 50 << 20;

  BodiesContract(HttpClientContract setup) {
    super(setup);
  }

  @ParameterizedTest
  @EnumSource
  void plain(Way way) {
    Observed observed = observe(way, new RecordingGate(), ContractCases::reply).endedWell();
    assertThat(observed.outcome().text()).isEqualTo(REPLY);
    assertThat(observed.call().answerType()).isEqualTo("application/json");
    assertThat(observed.call().contentType()).startsWith("application/json");
    assertThat(observed.call().method()).isEqualTo("POST");
    assertThat(observed.call().authority()).isEqualTo("127.0.0.1:" + server().uri("/").getPort());
    assertThat(observed.requests().get(0).text()).isEqualTo(PROMPT);
  }

  @ParameterizedTest
  @EnumSource
  void chunked(Way way) {
    observe(
            way,
            new RecordingGate(),
            (request, reply) -> {
              reply.head(200, JSON, Reply.UNKNOWN);
              for (int at = 0; at < REPLY.length(); at += 7) {
                reply.write(REPLY.substring(at, Math.min(at + 7, REPLY.length())));
              }
            })
        .endedWell();
  }

  @ParameterizedTest
  @EnumSource
  void compressed(Way way) throws IOException {
    byte[] zipped = gzip(REPLY.repeat(100));
    Observed observed =
        observe(
            way,
            new RecordingGate(),
            (request, reply) ->
                reply.whole(
                    200,
                    Map.of("content-type", "application/json", "content-encoding", "gzip"),
                    zipped));
    observed.endedWell();
  }

  @ParameterizedTest
  @EnumSource
  void empty(Way way) {
    observe(way, new RecordingGate(), (request, reply) -> reply.whole(200, JSON, new byte[0]))
        .endedWell();
  }

  @ParameterizedTest
  @EnumSource
  void noContent(Way way) {
    observe(way, new RecordingGate(), (request, reply) -> reply.whole(204, Map.of(), new byte[0]))
        .endedWell();
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 404, 429, 500, 503})
  void otherStatuses(int status) {
    observe(
            Way.SYNC_WHOLE,
            new RecordingGate(),
            (request, reply) -> reply.whole(status, JSON, "{\"error\":\"no\"}".getBytes(UTF_8)))
        .endedWell();
  }

  @ParameterizedTest
  @EnumSource(names = {"SYNC_STREAM", "ASYNC_WHOLE"})
  void large(Way way) {
    byte[] piece = new byte[1 << 16];
    new Random(7).nextBytes(piece);
    Observed observed =
        observe(
            way,
            new RecordingGate(),
            (request, reply) -> {
              reply.head(200, JSON, LARGE);
              for (int sent = 0; sent < LARGE; sent += piece.length) {
                reply.write(piece);
              }
            });
    observed.endedWell();
    assertThat(observed.outcome().body().remaining()).isEqualTo(LARGE);
  }

  @ParameterizedTest
  @EnumSource
  void slow(Way way) {
    observe(
            way,
            new RecordingGate(),
            (request, reply) -> {
              Thread.sleep(50);
              reply.head(200, JSON, 20);
              for (int i = 0; i < 20; i++) {
                Thread.sleep(5);
                reply.write("x");
              }
            })
        .endedWell();
  }

  @Test
  void attemptsOfTheApplicationAreCallsOfTheirOwn() {
    RecordingGate gate = new RecordingGate();
    String path =
        serve(
            (request, reply) ->
                reply.whole(
                    "2".equals(request.header("attempt")) ? 200 : 500, JSON, new byte[] {'x'}));
    try (var client = client(gate)) {
      for (int attempt = 1; attempt <= 2; attempt++) {
        Way.SYNC_WHOLE.exchange(
            client, TestRequest.post(uri(path), PROMPT).with("attempt", String.valueOf(attempt)));
      }
      gate.calls().forEach(call -> assertThat(call.awaitEndings()).containsExactly("end"));
    }
    assertThat(gate.calls()).hasSize(2);
    assertThat(gate.calls().get(0).statuses()).containsExactly(500);
    assertThat(gate.calls().get(1).statuses()).containsExactly(200);
    assertThat(server().received(path)).hasSize(2);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(text.getBytes(UTF_8));
    }
    return zipped.toByteArray();
  }
}
