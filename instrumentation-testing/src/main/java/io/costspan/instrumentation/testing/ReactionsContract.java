// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.AnswerBody;
import io.costspan.contract.BodyFilter;
import io.costspan.contract.BodyTap;
import io.costspan.contract.Reaction;
import io.costspan.contract.Verdict;
import io.costspan.instrumentation.testing.client.CallMode;
import io.costspan.instrumentation.testing.client.ClientUnderTest;
import io.costspan.instrumentation.testing.client.LiveResponse;
import io.costspan.instrumentation.testing.client.Outcome;
import io.costspan.instrumentation.testing.client.TestRequest;
import io.costspan.instrumentation.testing.client.Way;
import io.costspan.instrumentation.testing.gate.RecordedCall;
import io.costspan.instrumentation.testing.gate.RecordingGate;
import io.costspan.instrumentation.testing.server.Reply;
import io.costspan.instrumentation.testing.server.TestServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An answer is changed on its way, or replaced once, as the engine says. */
abstract class ReactionsContract extends ContractCases {
  ReactionsContract(HttpClientContract setup) {
    super(setup);
  }

  @ParameterizedTest
  @EnumSource
  void filtered(Way way) {
    String path = serve(ContractCases::reply);
    RecordingGate gate = filtering();
    try (ClientUnderTest client = client(gate)) {
      Outcome outcome = way.exchange(client, TestRequest.post(uri(path), PROMPT));
      assertThat(outcome.error()).isNull();
      assertThat(outcome.text()).isEqualTo(REPLY.toUpperCase(Locale.ROOT) + "tail");
      assertThat(gate.only().awaitEndings()).containsExactly("end");
    }
    assertThat(gate.only().answer().text()).isEqualTo(REPLY);
  }

  @ParameterizedTest
  @EnumSource
  void filteredPieceByPiece(CallMode mode) throws Exception {
    Semaphore receipts = new Semaphore(0);
    String path =
        serve(
            (request, reply) -> {
              reply.head(200, SSE, Reply.UNKNOWN);
              for (int i = 0; i < 10; i++) {
                reply.write(i % 2 == 0 ? "-drop-" : "piece");
                if (i % 2 == 1 && !receipts.tryAcquire(10, TimeUnit.SECONDS)) {
                  throw new IOException("held back");
                }
              }
            });
    RecordingGate gate = filtering();
    try (ClientUnderTest client = client(gate);
        LiveResponse live = client.open(mode, TestRequest.post(uri(path), PROMPT))) {
      for (int i = 0; i < 5; i++) {
        assertThat(live.body().readNBytes(5)).isEqualTo("PIECE".getBytes(UTF_8));
        receipts.release();
      }
      assertThat(live.body().readAllBytes()).isEqualTo("tail".getBytes(UTF_8));
      assertThat(gate.only().awaitEndings()).containsExactly("end");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anotherAnswerInstead(Way way) {
    String path =
        serve((request, reply) -> reply.whole(429, JSON, "{\"error\":\"limit\"}".getBytes(UTF_8)));
    RecordingGate gate =
        new RecordingGate().replacing().reacting((call, tap) -> instead(tap, local()));
    try (ClientUnderTest client = client(gate)) {
      assertLocal(way.exchange(client, TestRequest.post(uri(path), PROMPT)));
    }
    assertThat(gate.only().statuses()).containsExactly(429);
    assertThat(gate.only().failures()).isEmpty();
    assertThat(server().received(path)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void anotherAnswerInsteadOfAStream(Way way) {
    String path =
        serve(
            (request, reply) -> {
              reply.head(503, SSE, Reply.UNKNOWN);
              for (int i = 0; i < 1000; i++) {
                reply.write("data: never to be read\n\n");
              }
            });
    RecordingGate gate =
        new RecordingGate().replacing().reacting((call, tap) -> instead(tap, local()));
    try (ClientUnderTest client = client(gate)) {
      assertLocal(way.exchange(client, TestRequest.post(uri(path), PROMPT)));
    }
    assertThat(gate.only().failures()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void sentElsewhereOnce(Way way) {
    String first = serve((request, reply) -> reply.whole(503, JSON, "{}".getBytes(UTF_8)));
    // a server of its own: Jetty may break a TLS connection of which a stream is reset early
    TestServer other = setup.serverKind().start();
    other.on("/v1/second", ContractCases::reply);
    Verdict elsewhere =
        new Verdict.Send(
            other.uri("/v1/second").toString(),
            Map.of("x-hop", "2"),
            ByteBuffer.wrap("{}".getBytes(UTF_8)));
    RecordingGate gate;
    try (other) {
      gate = answeredElsewhere(way, first, elsewhere);
    }
    assertThat(gate.only().statuses()).containsExactly(503, 200);
    assertThat(gate.only().answer().text()).isEqualTo(REPLY);
    assertThat(server().received(first)).hasSize(1);
    assertThat(other.received("/v1/second")).hasSize(1);
    assertThat(other.received("/v1/second").get(0).text()).isEqualTo("{}");
    assertThat(other.received("/v1/second").get(0).header("x-hop")).isEqualTo("2");
  }

  @ParameterizedTest
  @EnumSource
  void sentElsewhereBeforeTheFirstAnswerHasEnded(Way way) {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch left = new CountDownLatch(1);
    String first =
        serve(
            (request, reply) -> {
              try {
                reply.head(503, JSON, 2);
                await(asked);
                reply.write("{}");
              } finally {
                left.countDown();
              }
            });
    // on the same server, so that HTTP/2 has both on one connection
    String second =
        serve(
            (request, reply) -> {
              asked.countDown();
              await(left);
              reply(request, reply);
            });
    Verdict elsewhere = new Verdict.Send(uri(second).toString(), Map.of(), null);
    RecordingGate gate = answeredElsewhere(way, first, elsewhere);
    assertThat(gate.only().statuses()).containsExactly(503, 200);
    assertThat(server().received(second)).hasSize(1);
  }

  private RecordingGate answeredElsewhere(Way way, String first, Verdict elsewhere) {
    // told to go elsewhere again and again, the glue goes once
    RecordingGate gate =
        new RecordingGate()
            .replacing()
            .reacting(
                (call, tap) ->
                    call.statuses().size() == 1 ? instead(tap, elsewhere) : Reaction.deliver(tap));
    try (ClientUnderTest client = client(gate)) {
      Outcome outcome = way.exchange(client, TestRequest.post(uri(first), PROMPT));
      assertThat(outcome.error()).isNull();
      assertThat(outcome.status()).isEqualTo(200);
      assertThat(outcome.text()).isEqualTo(REPLY);
      assertThat(gate.only().awaitEndings()).containsExactly("end");
    }
    return gate;
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void sentElsewhereAndFailingThere(Way way) {
    String first = serve((request, reply) -> reply.whole(503, JSON, "{}".getBytes(UTF_8)));
    // a server of its own: a client may try again what a kept-alive connection broke
    TestServer other = setup.serverKind().start();
    other.on("/v1/second", (request, reply) -> reply.reset());
    Verdict elsewhere = new Verdict.Send(other.uri("/v1/second").toString(), Map.of(), null);
    RecordingGate gate =
        new RecordingGate()
            .replacing()
            .reacting((call, tap) -> instead(tap, elsewhere))
            .rescuing(error -> elsewhere);
    try (other;
        ClientUnderTest client = client(gate)) {
      Outcome outcome = way.exchange(client, TestRequest.post(uri(first), PROMPT));
      assertThat(outcome.error()).isInstanceOf(IOException.class);
      assertThat(gate.only().awaitEndings()).singleElement().asString().startsWith("fail: ");
    }
    assertThat(server().received(first)).hasSize(1);
    assertThat(other.received("/v1/second")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aFailureAnsweredLocally(Way way) {
    String path = serve((request, reply) -> reply.reset());
    RecordingGate gate = new RecordingGate().replacing().rescuing(error -> local());
    try (ClientUnderTest client = client(gate)) {
      assertLocal(way.exchange(client, TestRequest.post(uri(path), PROMPT)));
    }
    assertThat(gate.only().failures()).hasSize(1);
    assertThat(server().received(path)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aFailureSentElsewhere(Way way) {
    String first = serve((request, reply) -> reply.reset());
    String second = serve(ContractCases::reply);
    Verdict elsewhere = new Verdict.Send(uri(second).toString(), Map.of(), null);
    RecordingGate gate = new RecordingGate().replacing().rescuing(error -> elsewhere);
    try (ClientUnderTest client = client(gate)) {
      Outcome outcome = way.exchange(client, TestRequest.post(uri(first), PROMPT));
      assertThat(outcome.error()).isNull();
      assertThat(outcome.text()).isEqualTo(REPLY);
    }
    RecordedCall call = gate.only();
    assertThat(call.failures()).hasSize(1);
    assertThat(call.statuses()).containsExactly(200);
    assertThat(server().received(first)).hasSize(1);
    assertThat(server().received(second)).hasSize(1);
    assertThat(server().received(second).get(0).text()).isEqualTo(PROMPT);
  }

  private static Reaction instead(BodyTap tap, Verdict verdict) {
    return new Reaction(tap, null, verdict);
  }

  private static Verdict local() {
    byte[] body = REPLY.getBytes(UTF_8);
    return new Verdict.Answer(
        200, List.of(Map.entry("x-local", "yes")), body.length, AnswerBody.of(body));
  }

  private static void assertLocal(Outcome outcome) {
    assertThat(outcome.error()).isNull();
    assertThat(outcome.status()).isEqualTo(200);
    assertThat(outcome.text()).isEqualTo(REPLY);
    assertThat(outcome.header("x-local")).isEqualTo("yes");
  }

  private static RecordingGate filtering() {
    return new RecordingGate().reacting((call, tap) -> new Reaction(tap, new UpperCase(), null));
  }

  /** Takes out what is marked, capitalises the rest, and adds a tail. */
  private static final class UpperCase implements BodyFilter {
    @Override
    public ByteBuffer filter(ByteBuffer bytes) {
      String text = UTF_8.decode(bytes).toString();
      return ByteBuffer.wrap(text.replace("-drop-", "").toUpperCase(Locale.ROOT).getBytes(UTF_8));
    }

    @Override
    public ByteBuffer finish() {
      return ByteBuffer.wrap("tail".getBytes(UTF_8));
    }
  }
}
