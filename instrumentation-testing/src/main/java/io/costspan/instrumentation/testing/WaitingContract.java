// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.AnswerBody;
import io.costspan.contract.Caller;
import io.costspan.contract.OwnThreads;
import io.costspan.contract.Verdict;
import io.costspan.instrumentation.testing.client.CallMode;
import io.costspan.instrumentation.testing.client.ClientUnderTest;
import io.costspan.instrumentation.testing.client.ClientUnderTest.PendingCall;
import io.costspan.instrumentation.testing.client.LiveResponse;
import io.costspan.instrumentation.testing.client.Outcome;
import io.costspan.instrumentation.testing.client.TestRequest;
import io.costspan.instrumentation.testing.client.Way;
import io.costspan.instrumentation.testing.gate.CountedAnswer;
import io.costspan.instrumentation.testing.gate.Poll;
import io.costspan.instrumentation.testing.gate.RecordingGate;
import io.costspan.instrumentation.testing.gate.ScriptedAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What costspan's own threads bring (a verdict, a piece of an answer) reaches the application on
 * none of them; and a caller who leaves while waiting leaves nothing behind.
 */
abstract class WaitingContract extends ContractCases {
  private final CompletableFuture<Verdict> decision = new CompletableFuture<>();
  private final RecordingGate gate = new RecordingGate().admitting(new Verdict.Later(decision));

  WaitingContract(HttpClientContract setup) {
    super(setup);
  }

  static Stream<Arguments> verdicts() {
    return Stream.of("send", "answer", "refuse", "unplayable").map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("verdicts")
  void theApplicationGoesOnOnAThreadOfItsOwn(String verdict) throws Exception {
    String path = serve(ContractCases::reply);
    try (ClientUnderTest client = client(gate)) {
      PendingCall pending = client.start(TestRequest.post(uri(path), PROMPT));
      Poll.until(Duration.ofSeconds(10), () -> !gate.calls().isEmpty());
      ours(() -> decision.complete(named(verdict)));
      assertThat(pending.await().error() != null).isEqualTo(verdict.equals("refuse"));
      Thread heardOn = pending.calledBackOn();
      assertThat(OwnThreads.isOwn(heardOn)).as(heardOn.getName()).isFalse();
      assertThat(heardOn.getName()).doesNotStartWith("costspan-");
      assertNoForeignThreadIsOurs();
    }
  }

  @ParameterizedTest
  @EnumSource
  void soItDoesWithPiecesOfAnAnswer(Way way) throws Exception {
    String path = serve(ContractCases::reply);
    ScriptedAnswer script = new ScriptedAnswer();
    CompletableFuture<Boolean> given = new CompletableFuture<>();
    try (ClientUnderTest client =
        client(new RecordingGate().admitting(new Verdict.Answer(200, List.of(), -1, script)))) {
      ours(() -> given.complete(script.give("one.") && script.give("two.") && script.finish()));
      assertThat(way.exchange(client, TestRequest.post(uri(path), PROMPT)).text())
          .isEqualTo("one.two.");
      assertThat(given.join()).isTrue();
      assertNoForeignThreadIsOurs();
    }
    assertThat(server().received(path)).isEmpty();
  }

  @Test
  void anAnswerCancelledBetweenItsPiecesIsClosed() {
    String path = serve(ContractCases::reply);
    ScriptedAnswer script = new ScriptedAnswer();
    decision.complete(new Verdict.Answer(200, List.of(), -1, script));
    try (ClientUnderTest client = client(gate)) {
      PendingCall pending = client.start(TestRequest.post(uri(path), PROMPT));
      assertThat(script.give("one.")).isTrue();
      Poll.until(Duration.ofSeconds(10), () -> script.requests() > 1);
      pending.cancel();
      assertThat(client.tellsOfCancellation() || script.fail(new IOException("over"))).isTrue();
      assertThat(pending.await().error()).isNotNull();
      Poll.until(Duration.ofSeconds(10), () -> script.closes() > 0);
    }
    assertThat(script.closes()).isPositive();
    assertThat(server().received(path)).isEmpty();
  }

  @Test
  void anAnswerCancelledAfterItsEndIsThere() {
    String path = serve(ContractCases::reply);
    decision.complete(named("answer"));
    try (ClientUnderTest client = client(gate)) {
      PendingCall pending = client.start(TestRequest.post(uri(path), PROMPT));
      assertThat(pending.await().text()).isEqualTo("local");
      pending.cancel();
      assertThat(pending.await().text()).isEqualTo("local");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoWaitsIsToldTruly(CallMode mode) throws Exception {
    String path = serve(ContractCases::reply);
    decision.complete(Verdict.SEND);
    try (ClientUnderTest client = client(gate);
        LiveResponse live = client.open(mode, TestRequest.post(uri(path), PROMPT))) {
      assertThat(live.body().readAllBytes()).isEqualTo(REPLY.getBytes(UTF_8));
    }
    assertThat(gate.only().caller())
        .isEqualTo(mode == CallMode.SYNC ? Caller.WAITS : Caller.GOES_ON);
  }

  /** A pool that was spoilt by answers of ours would show it now. */
  @ParameterizedTest
  @EnumSource
  void localAnswersLeaveTheClientAsItWas(Way way) throws Exception {
    String path = serve(ContractCases::reply);
    try (ClientUnderTest client =
        client(
            new RecordingGate()
                .admitting(
                    call -> call.url().contains("local") ? named("answer") : Verdict.SEND))) {
      for (int i = 0; i < 10; i++) {
        TestRequest local = TestRequest.post(uri(path + "?local"), PROMPT);
        if (i % 2 == 0) {
          assertThat(way.exchange(client, local).text()).isEqualTo("local");
        } else {
          client.open(CallMode.SYNC, local).close();
        }
      }
      for (int i = 0; i < 2; i++) {
        Outcome real = way.exchange(client, TestRequest.post(uri(path), PROMPT));
        assertThat(real.text()).isEqualTo(REPLY);
      }
    }
    assertThat(server().received(path)).hasSize(2);
  }

  private static void ours(Runnable work) {
    OwnThreads.newThread("contract", work).start();
  }

  /** A client's worker that one of ours started would hide what the application does on it. */
  private static void assertNoForeignThreadIsOurs() {
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.isAlive() && OwnThreads.isOwn(thread))
        .allSatisfy(thread -> assertThat(thread.getName()).startsWith("costspan-"));
  }

  private static Verdict named(String verdict) {
    return switch (verdict) {
      case "send" -> Verdict.SEND;
      case "refuse" -> new Verdict.Refuse(new IOException("refused"));
      case "answer" ->
          new Verdict.Answer(200, List.of(), 5, AnswerBody.of("local".getBytes(UTF_8)));
      default ->
          new Verdict.Answer(200, List.of(Map.entry("", "")), -1, new CountedAnswer("never"));
    };
  }
}
