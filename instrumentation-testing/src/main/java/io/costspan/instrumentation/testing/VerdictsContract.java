// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.BodyNeed;
import io.costspan.contract.Verdict;
import io.costspan.instrumentation.testing.client.ClientUnderTest;
import io.costspan.instrumentation.testing.client.ClientUnderTest.PendingCall;
import io.costspan.instrumentation.testing.client.Outcome;
import io.costspan.instrumentation.testing.client.TestBody;
import io.costspan.instrumentation.testing.client.TestRequest;
import io.costspan.instrumentation.testing.client.Way;
import io.costspan.instrumentation.testing.gate.Poll;
import io.costspan.instrumentation.testing.gate.RecordingGate;
import io.costspan.instrumentation.testing.server.ReceivedRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A request is sent, changed, refused or put off as admission says. */
abstract class VerdictsContract extends ContractCases {
  private static final String CHANGED = "{\"model\":\"cheaper\"}";

  VerdictsContract(HttpClientContract setup) {
    super(setup);
  }

  @ParameterizedTest
  @EnumSource
  void headersAreSet(Way way) {
    String path = serve(ContractCases::reply);
    RecordingGate gate =
        new RecordingGate()
            .admitting(
                Verdict.Send.withHeaders(Map.of("traceparent", "00-1-2-01", "X-APP", "replaced")));
    ReceivedRequest request =
        sent(gate, way, TestRequest.post(uri(path), PROMPT).with("x-app", "app"));
    assertThat(request.header("traceparent")).isEqualTo("00-1-2-01");
    assertThat(request.headers().get("x-app")).containsExactly("replaced");
    assertThat(request.header("content-type")).startsWith("application/json");
    assertThat(request.text()).isEqualTo(PROMPT);
  }

  @ParameterizedTest
  @EnumSource
  void headersAreLeftOut(Way way) {
    String path = serve(ContractCases::reply);
    RecordingGate gate =
        new RecordingGate()
            .needing(BodyNeed.BEFORE_SENDING)
            .admitting(new Verdict.Send(null, Map.of(), null, Set.of("x-ours")));
    ReceivedRequest request =
        sent(gate, way, TestRequest.post(uri(path), PROMPT).with("X-Ours", "1").with("x-app", "2"));
    assertThat(request.header("x-ours")).isNull();
    assertThat(request.header("x-app")).isEqualTo("2");
    assertThat(request.text()).isEqualTo(PROMPT);
  }

  @ParameterizedTest
  @EnumSource
  void theBodyIsReplaced(Way way) {
    String path = serve(ContractCases::reply);
    RecordingGate gate =
        new RecordingGate().needing(BodyNeed.BEFORE_SENDING).admitting(changedBody());
    ReceivedRequest request = sent(gate, way, TestRequest.post(uri(path), PROMPT));
    assertThat(request.text()).isEqualTo(CHANGED);
    assertThat(request.header("content-type")).startsWith("application/json");
    assertThat(gate.only().admittedBody()).isEqualTo(PROMPT);
    assertThat(gate.only().requestBodies()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = TestBody.Kind.class,
      names = {"STREAM", "ONE_SHOT"})
  void aStreamedBodyIsReplaced(TestBody.Kind kind) {
    String path = serve(ContractCases::reply);
    RecordingGate gate = new RecordingGate().admitting(changedBody());
    TestRequest request = TestRequest.post(uri(path), TestBody.of(kind, PROMPT));
    assertThat(sent(gate, Way.SYNC_WHOLE, request).text()).isEqualTo(CHANGED);
  }

  @ParameterizedTest
  @EnumSource
  void theUrlIsReplaced(Way way) {
    String original = serve(ContractCases::reply);
    String other = serve(ContractCases::reply);
    RecordingGate gate =
        new RecordingGate()
            .admitting(new Verdict.Send(uri(other) + "?x=1", Map.of("x-new", "1"), null));
    try (ClientUnderTest client = client(gate)) {
      Outcome outcome = way.exchange(client, TestRequest.post(uri(original), PROMPT));
      assertThat(outcome.text()).isEqualTo(REPLY);
      assertThat(gate.only().awaitEndings()).containsExactly("end");
    }
    assertThat(server().received(original)).isEmpty();
    assertThat(server().received(other)).hasSize(1);
    assertThat(server().received(other).get(0).text()).isEqualTo(PROMPT);
    assertThat(server().received(other).get(0).header("x-new")).isEqualTo("1");
  }

  @ParameterizedTest
  @EnumSource
  void refused(Way way) {
    String path = serve(ContractCases::reply);
    IOException budget = new IOException("the budget of team x is used up");
    RecordingGate gate = new RecordingGate().admitting(new Verdict.Refuse(budget));
    try (ClientUnderTest client = client(gate)) {
      assertRefused(way.exchange(client, TestRequest.post(uri(path), PROMPT)), budget);
    }
    assertThat(server().received(path)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void putOffThenSent(Way way) {
    String path = serve(ContractCases::reply);
    RecordingGate gate = new RecordingGate().admitting(later(Verdict.SEND));
    assertThat(sent(gate, way, TestRequest.post(uri(path), PROMPT)).text()).isEqualTo(PROMPT);
  }

  @ParameterizedTest
  @EnumSource
  void putOffThenChanged(Way way) {
    String path = serve(ContractCases::reply);
    RecordingGate gate = new RecordingGate().admitting(later(changedBody()));
    assertThat(sent(gate, way, TestRequest.post(uri(path), PROMPT)).text()).isEqualTo(CHANGED);
  }

  @ParameterizedTest
  @EnumSource
  void putOffThenRefused(Way way) {
    String path = serve(ContractCases::reply);
    IOException budget = new IOException("no");
    RecordingGate gate = new RecordingGate().admitting(later(new Verdict.Refuse(budget)));
    try (ClientUnderTest client = client(gate)) {
      assertRefused(way.exchange(client, TestRequest.post(uri(path), PROMPT)), budget);
    }
    assertThat(server().received(path)).isEmpty();
  }

  @Test
  void anAsynchronousCallerDoesNotWait() {
    CompletableFuture<Verdict> decision = new CompletableFuture<>();
    String path = serve(ContractCases::reply);
    RecordingGate gate = new RecordingGate().admitting(new Verdict.Later(decision));
    try (ClientUnderTest client = client(gate)) {
      PendingCall pending = client.start(TestRequest.post(uri(path), PROMPT));
      assertThat(server().received(path)).isEmpty();
      Poll.until(Duration.ofSeconds(10), () -> !gate.calls().isEmpty());
      decision.complete(Verdict.SEND);
      assertThat(pending.await().text()).isEqualTo(REPLY);
      assertThat(gate.only().awaitEndings()).containsExactly("end");
    }
    assertThat(server().received(path)).hasSize(1);
  }

  @Test
  void cancelledWhilePutOffIsNeverSent() {
    CompletableFuture<Verdict> decision = new CompletableFuture<>();
    String path = serve(ContractCases::reply);
    RecordingGate gate = new RecordingGate().admitting(new Verdict.Later(decision));
    try (ClientUnderTest client = client(gate)) {
      PendingCall pending = client.start(TestRequest.post(uri(path), PROMPT));
      Poll.until(Duration.ofSeconds(10), () -> !gate.calls().isEmpty());
      pending.cancel();
      decision.complete(Verdict.SEND);
      assertThat(pending.await().error()).isNotNull();
      assertThat(gate.only().awaitEndings()).singleElement().asString().startsWith("fail: ");
    }
    assertThat(server().received(path)).isEmpty();
  }

  @Test
  void aSynchronousCallerCanBeInterrupted() throws Exception {
    String path = serve(ContractCases::reply);
    RecordingGate gate =
        new RecordingGate().admitting(new Verdict.Later(new CompletableFuture<>()));
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    try (ClientUnderTest client = client(gate)) {
      Thread caller =
          new Thread(() -> outcome.complete(client.send(TestRequest.post(uri(path), PROMPT))));
      caller.start();
      Poll.until(Duration.ofSeconds(10), () -> !gate.calls().isEmpty());
      caller.interrupt();
      assertThat(outcome.get(20, TimeUnit.SECONDS).failure())
          .isInstanceOfAny(InterruptedException.class, InterruptedIOException.class);
      assertThat(gate.only().awaitEndings()).singleElement().asString().startsWith("fail: ");
    }
    assertThat(server().received(path)).isEmpty();
  }

  /** Makes the call, asserts that it went well and once, and gives what the server got. */
  private ReceivedRequest sent(RecordingGate gate, Way way, TestRequest request) {
    try (ClientUnderTest client = client(gate)) {
      Outcome outcome = way.exchange(client, request);
      assertThat(outcome.error()).isNull();
      assertThat(outcome.text()).isEqualTo(REPLY);
      assertThat(gate.only().awaitEndings()).containsExactly("end");
      assertThat(gate.only().answer().text()).isEqualTo(REPLY);
    }
    assertThat(server().received(request.url().getPath())).hasSize(1);
    return server().received(request.url().getPath()).get(0);
  }

  /** A synchronous JDK client wraps what it does not know in an exception of its own. */
  private static void assertRefused(Outcome outcome, IOException reason) {
    Throwable error = outcome.failure();
    assertThat(error).isInstanceOf(IOException.class).hasMessage(reason.getMessage());
    assertThat(error == reason || error.getCause() == reason).as("the engine's own").isTrue();
  }

  private static Verdict changedBody() {
    return new Verdict.Send(
        null, Map.of(), ByteBuffer.wrap(CHANGED.getBytes(StandardCharsets.UTF_8)));
  }

  private static Verdict later(Verdict verdict) {
    return new Verdict.Later(
        CompletableFuture.supplyAsync(
            () -> verdict, CompletableFuture.delayedExecutor(30, TimeUnit.MILLISECONDS)));
  }
}
