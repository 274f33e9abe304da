// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.AnswerBody;
import io.costspan.contract.Verdict;
import io.costspan.instrumentation.testing.client.CallMode;
import io.costspan.instrumentation.testing.client.ClientUnderTest;
import io.costspan.instrumentation.testing.client.LiveResponse;
import io.costspan.instrumentation.testing.client.Outcome;
import io.costspan.instrumentation.testing.client.TestRequest;
import io.costspan.instrumentation.testing.client.Way;
import io.costspan.instrumentation.testing.gate.Poll;
import io.costspan.instrumentation.testing.gate.RecordingGate;
import io.costspan.instrumentation.testing.gate.ScriptedAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A local answer looks like one from the network, at its own pace, and nothing is sent. */
abstract class AnswersContract extends ContractCases {
  private final String path = serve(ContractCases::reply);

  AnswersContract(HttpClientContract setup) {
    super(setup);
  }

  @AfterEach
  void nothingWasSent() {
    assertThat(server().received(path)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whole(Way way) {
    byte[] body = REPLY.getBytes(UTF_8);
    Outcome outcome = exchange(way, answer(200, body.length, AnswerBody.of(body)));
    assertThat(outcome.status()).isEqualTo(200);
    assertThat(outcome.text()).isEqualTo(REPLY);
    assertThat(outcome.header("content-type")).isEqualTo("application/json");
    assertThat(outcome.header("content-length")).isEqualTo(String.valueOf(body.length));
    assertThat(outcome.headers().get("x-twice")).containsExactly("1", "2");
  }

  @ParameterizedTest
  @EnumSource
  void later(Way way) {
    Verdict answer = answer(200, -1, AnswerBody.of(REPLY.getBytes(UTF_8)));
    Outcome outcome = exchange(way, new Verdict.Later(CompletableFuture.supplyAsync(() -> answer)));
    assertThat(outcome.text()).isEqualTo(REPLY);
    assertThat(outcome.header("content-length")).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void refusalInTheProvidersShape(Way way) {
    byte[] body = "{\"error\":{\"type\":\"insufficient_quota\"}}".getBytes(UTF_8);
    Outcome outcome = exchange(way, answer(402, body.length, AnswerBody.of(body)));
    assertThat(outcome.status()).isEqualTo(402);
    assertThat(outcome.text()).isEqualTo(new String(body, UTF_8));
  }

  @ParameterizedTest
  @EnumSource
  void empty(Way way) {
    Outcome outcome = exchange(way, answer(204, 0, AnswerBody.of(new byte[0])));
    assertThat(outcome.error()).isNull();
    assertThat(outcome.status()).isEqualTo(204);
    assertThat(outcome.body().remaining()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void large(Way way) {
    byte[] body = REPLY.repeat(100_000).getBytes(UTF_8);
    Outcome outcome = exchange(way, answer(200, body.length, AnswerBody.of(body)));
    assertThat(outcome.body().remaining()).isEqualTo(body.length);
  }

  @ParameterizedTest
  @EnumSource
  void atItsOwnPace(CallMode mode) throws Exception {
    ScriptedAnswer script = new ScriptedAnswer();
    CompletableFuture<Boolean> first = meanwhile(() -> script.give("one."));
    try (ClientUnderTest client = client(gate(answer(200, -1, script)));
        LiveResponse live = client.open(mode, TestRequest.post(uri(path), PROMPT))) {
      assertThat(live.body().readNBytes(4)).isEqualTo("one.".getBytes(UTF_8));
      assertThat(first.join()).isTrue();
      for (int i = 0; i < 20; i++) {
        String piece = "piece" + i + ".";
        CompletableFuture<Boolean> given = meanwhile(() -> script.give(piece));
        assertThat(live.body().readNBytes(piece.length())).isEqualTo(piece.getBytes(UTF_8));
        assertThat(given.join()).isTrue();
      }
      CompletableFuture<Boolean> end = meanwhile(script::finish);
      assertThat(live.body().read()).isEqualTo(-1);
      assertThat(end.join()).isTrue();
    }
    assertThat(script.tooEarly()).isZero();
    Poll.until(Duration.ofSeconds(10), () -> script.closes() > 0);
    assertThat(script.closes()).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void breaksOff(Way way) {
    ScriptedAnswer script = new ScriptedAnswer();
    IOException broken = new IOException("the answer broke off");
    CompletableFuture<Boolean> given = meanwhile(() -> script.give("one.") && script.fail(broken));
    Outcome outcome = exchange(way, answer(200, -1, script));
    assertThat(given.join()).isTrue();
    assertThat(outcome.error()).isInstanceOf(IOException.class);
    assertThat(chain(outcome.failure())).contains(broken);
    Poll.until(Duration.ofSeconds(10), () -> script.closes() > 0);
    assertThat(script.closes()).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void closedHalfWay(CallMode mode) throws Exception {
    ScriptedAnswer script = new ScriptedAnswer();
    CompletableFuture<Boolean> given = meanwhile(() -> script.give("one."));
    try (ClientUnderTest client = client(gate(answer(200, -1, script)))) {
      try (LiveResponse live = client.open(mode, TestRequest.post(uri(path), PROMPT))) {
        assertThat(live.body().readNBytes(4)).hasSize(4);
        assertThat(given.join()).isTrue();
      }
      Poll.until(Duration.ofSeconds(10), () -> script.closes() > 0);
      assertThat(script.closes()).isPositive();
    }
  }

  private Outcome exchange(Way way, Verdict verdict) {
    try (ClientUnderTest client = client(gate(verdict))) {
      return way.exchange(client, TestRequest.post(uri(path), PROMPT));
    }
  }

  /** On a thread of its own: the common pool may have one only, and the client may want it. */
  private static CompletableFuture<Boolean> meanwhile(Supplier<Boolean> script) {
    return CompletableFuture.supplyAsync(script, work -> new Thread(work, "script").start());
  }

  private static RecordingGate gate(Verdict verdict) {
    return new RecordingGate().admitting(verdict);
  }

  private static Verdict answer(int status, long length, AnswerBody body) {
    return new Verdict.Answer(
        status,
        List.of(
            Map.entry("Content-Type", "application/json"),
            Map.entry("X-Twice", "1"),
            Map.entry("X-Twice", "2")),
        length,
        body);
  }

  private static List<Throwable> chain(Throwable error) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable e = error; e != null && chain.size() < 10; e = e.getCause()) {
      chain.add(e);
    }
    return chain;
  }
}
