// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.Reaction;
import io.costspan.contract.Verdict;
import io.costspan.instrumentation.testing.client.ClientUnderTest;
import io.costspan.instrumentation.testing.client.ClientUnderTest.PendingCall;
import io.costspan.instrumentation.testing.client.Outcome;
import io.costspan.instrumentation.testing.client.TestRequest;
import io.costspan.instrumentation.testing.client.Way;
import io.costspan.instrumentation.testing.gate.CountedAnswer;
import io.costspan.instrumentation.testing.gate.Poll;
import io.costspan.instrumentation.testing.gate.RecordingGate;
import io.costspan.instrumentation.testing.server.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer that nobody gets is closed; where it should have been played, the call is sent. */
abstract class UnusedAnswersContract extends ContractCases {
  private final CountedAnswer body = new CountedAnswer("local");

  UnusedAnswersContract(HttpClientContract setup) {
    super(setup);
  }

  @ParameterizedTest
  @EnumSource
  void onesThatCannotBePlayedAreSentAndObserved(Way way) {
    String path = serve(ContractCases::reply);
    RecordingGate gate = new RecordingGate().admitting(unplayable());
    sentOnce(gate, way, path);
    assertThat(gate.only().sentAfterAll()).isEqualTo(1);
    assertThat(server().received(path).get(0).header("x-after-all")).isEqualTo("1");
  }

  @ParameterizedTest
  @EnumSource
  void noMatterWhenTheyCome(Way way) {
    String path = serve(ContractCases::reply);
    CompletableFuture<Verdict> later = CompletableFuture.supplyAsync(this::unplayable);
    sentOnce(new RecordingGate().admitting(new Verdict.Later(later)), way, path);
  }

  private void sentOnce(RecordingGate gate, Way way, String path) {
    try (ClientUnderTest client = client(gate)) {
      Outcome outcome = way.exchange(client, TestRequest.post(uri(path), PROMPT));
      assertThat(outcome.error()).isNull();
      assertThat(outcome.text()).isEqualTo(REPLY);
      assertThat(gate.only().awaitEndings()).containsExactly("end");
    }
    assertThat(gate.only().answer().text()).isEqualTo(REPLY);
    assertThat(server().received(path)).hasSize(1);
    assertThat(body.closes()).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void oneThatCannotTakeAnothersPlaceLeavesIt(Way way) {
    String path = serve((request, reply) -> reply.whole(503, JSON, "busy".getBytes(UTF_8)));
    RecordingGate gate =
        new RecordingGate()
            .replacing()
            .reacting((call, tap) -> new Reaction(tap, null, unplayable()));
    try (ClientUnderTest client = client(gate)) {
      Outcome outcome = way.exchange(client, TestRequest.post(uri(path), PROMPT));
      assertThat(outcome.status()).isEqualTo(503);
      assertThat(outcome.text()).isEqualTo("busy");
    }
    assertThat(server().received(path)).hasSize(1);
    assertThat(body.closes()).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void oneThatCannotTakeAnErrorsPlaceLeavesIt(Way way) {
    String path = serve((request, reply) -> reply.reset());
    RecordingGate gate = new RecordingGate().replacing().rescuing(error -> unplayable());
    try (ClientUnderTest client = client(gate)) {
      Outcome outcome = way.exchange(client, TestRequest.post(uri(path), PROMPT));
      assertThat(outcome.error()).isInstanceOf(IOException.class);
    }
    assertThat(server().received(path)).hasSize(1);
    assertThat(body.closes()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void onesThatWereNotAnnouncedAreClosed(boolean fails) {
    String path =
        serve(
            (request, reply) -> {
              if (fails) {
                reply.reset();
              } else {
                reply(request, reply);
              }
            });
    RecordingGate gate =
        new RecordingGate()
            .reacting((call, tap) -> new Reaction(tap, null, playable()))
            .rescuing(error -> playable());
    try (ClientUnderTest client = client(gate)) {
      // a client may well take them all the same
      Outcome outcome = Way.SYNC_WHOLE.exchange(client, TestRequest.post(uri(path), PROMPT));
      assertThat(outcome.error() != null || outcome.status() == 200).isTrue();
    }
    Poll.until(Duration.ofSeconds(10), () -> body.closes() > 0);
    assertThat(body.closes()).isPositive();
    assertThat(server().received(path)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void onesThatComeASecondTimeAreClosed(Way way) {
    String first = serve((request, reply) -> reply.whole(503, JSON, new byte[] {'x'}));
    // a server of its own: Jetty may break a TLS connection of which a stream is reset early
    TestServer other = setup.serverKind().start();
    other.on("/v1/second", (request, reply) -> reply.whole(502, JSON, new byte[] {'y'}));
    Verdict elsewhere = new Verdict.Send(other.uri("/v1/second").toString(), Map.of(), null);
    RecordingGate gate =
        new RecordingGate()
            .replacing()
            .reacting(
                (call, tap) ->
                    new Reaction(tap, null, call.statuses().size() == 1 ? elsewhere : playable()));
    try (other;
        ClientUnderTest client = client(gate)) {
      Outcome outcome = way.exchange(client, TestRequest.post(uri(first), PROMPT));
      assertThat(outcome.error()).isNull();
      assertThat(outcome.status()).isEqualTo(502);
      assertThat(outcome.text()).isEqualTo("y");
    }
    assertThat(body.closes()).isPositive();
    assertThat(server().received(first)).hasSize(1);
    assertThat(other.received("/v1/second")).hasSize(1);
  }

  @Test
  void onesThatComeWhenTheCallerHasLeftAreClosed() {
    CompletableFuture<Verdict> decision = new CompletableFuture<>();
    String path = serve(ContractCases::reply);
    RecordingGate gate = new RecordingGate().admitting(new Verdict.Later(decision));
    try (ClientUnderTest client = client(gate)) {
      PendingCall pending = client.start(TestRequest.post(uri(path), PROMPT));
      Poll.until(Duration.ofSeconds(10), () -> !gate.calls().isEmpty());
      pending.cancel();
      decision.complete(playable());
      pending.await();
      Poll.until(
          Duration.ofSeconds(10),
          () -> {
            System.gc(); // a client that drops the answer unclosed is found out by the collector
            return body.closes() > 0;
          });
    }
    assertThat(body.closes()).isPositive();
    assertThat(server().received(path)).isEmpty();
  }

  private Verdict playable() {
    return new Verdict.Answer(200, List.of(), -1, body);
  }

  /** No client takes a header without a name. */
  private Verdict unplayable() {
    return new Verdict.Answer(200, List.of(Map.entry("", "x")), -1, body);
  }
}
