// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.guard.FaultBreaker;
import io.costspan.instrumentation.testing.client.CallMode;
import io.costspan.instrumentation.testing.client.ClientUnderTest;
import io.costspan.instrumentation.testing.client.LiveResponse;
import io.costspan.instrumentation.testing.client.Outcome;
import io.costspan.instrumentation.testing.client.TestBody;
import io.costspan.instrumentation.testing.client.TestRequest;
import io.costspan.instrumentation.testing.client.Way;
import io.costspan.instrumentation.testing.gate.FaultKind;
import io.costspan.instrumentation.testing.gate.FaultPoint;
import io.costspan.instrumentation.testing.gate.Poll;
import io.costspan.instrumentation.testing.gate.ThrowingGate;
import io.costspan.instrumentation.testing.server.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever throws inside costspan, and wherever: the application gets the same, the server one
 * request, and a hook that keeps throwing switches itself off with one line.
 */
abstract class FaultsContract extends ContractCases {
  /** The points a call passes only when it ends badly. */
  private static final Set<FaultPoint> BAD_ENDINGS = EnumSet.of(FaultPoint.ABORT, FaultPoint.FAIL);

  FaultsContract(HttpClientContract setup) {
    super(setup);
  }

  static Stream<Arguments> faults() {
    return Stream.of(FaultPoint.values())
        .filter(where -> !BAD_ENDINGS.contains(where))
        .flatMap(
            where ->
                Stream.of(FaultKind.values())
                    .flatMap(
                        what ->
                            Stream.of(Way.SYNC_WHOLE, Way.ASYNC_STREAM)
                                .map(way -> Arguments.of(where, what, way))));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void theApplicationDoesNotNotice(FaultPoint where, FaultKind what, Way way) {
    ThrowingGate gate = new ThrowingGate(where, what);
    // a client may stop announcing the length of a body that passes a filter
    boolean filtered = where == FaultPoint.FILTER || where == FaultPoint.FILTER_FINISH;
    String path = serve(filtered ? ContractCases::replyChunked : ContractCases::reply);
    TestRequest request = TestRequest.post(uri(path), TestBody.of(TestBody.Kind.BYTES, PROMPT));
    Outcome without;
    try (ClientUnderTest client = client(null)) {
      without = way.exchange(client, request);
    }
    try (ClientUnderTest client = client(gate)) {
      assertThat(way.exchange(client, request).gist()).isEqualTo(without.gist());
      Poll.until(Duration.ofSeconds(10), () -> gate.thrown() > 0);
    }
    assertThat(gate.thrown()).as("times thrown").isPositive();
    assertThat(server().received(path)).hasSize(2);
    assertThat(server().received(path).get(1).text()).isEqualTo(PROMPT);
  }

  @ParameterizedTest
  @EnumSource
  void norWhenItClosesHalfWay(FaultKind what) throws Exception {
    ThrowingGate gate = new ThrowingGate(FaultPoint.ABORT, what);
    CountDownLatch over = new CountDownLatch(1);
    String path =
        serve(
            (request, reply) -> {
              reply.head(200, SSE, Reply.UNKNOWN);
              reply.write("data: 1\n\n");
              over.await(20, TimeUnit.SECONDS);
            });
    try (ClientUnderTest client = client(gate)) {
      try (LiveResponse live = client.open(CallMode.ASYNC, TestRequest.post(uri(path), PROMPT))) {
        assertThat(live.body().readNBytes(9)).hasSize(9);
      }
      Poll.until(Duration.ofSeconds(10), () -> gate.thrown() > 0);
    } finally {
      over.countDown();
    }
    assertThat(gate.thrown()).isEqualTo(1);
    assertThat(server().received(path)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void norWhenTheCallFails(FaultKind what) {
    ThrowingGate gate = new ThrowingGate(FaultPoint.FAIL, what);
    String path = serve((request, reply) -> reply.reset());
    try (ClientUnderTest client = client(gate)) {
      Outcome outcome = Way.SYNC_WHOLE.exchange(client, TestRequest.post(uri(path), PROMPT));
      assertThat(outcome.error()).isInstanceOf(IOException.class);
      assertThat(outcome.error()).hasMessageNotContaining("injected");
      Poll.until(Duration.ofSeconds(10), () -> gate.thrown() > 0);
    }
    assertThat(gate.thrown()).isEqualTo(1);
    assertThat(server().received(path)).hasSize(1);
  }

  @Test
  void aHookThatKeepsThrowingSwitchesItselfOffWithOneLine() {
    ThrowingGate gate = new ThrowingGate(FaultPoint.ADMIT, FaultKind.LINKAGE_ERROR);
    String path = serve(ContractCases::reply);
    int calls = 3 * FaultBreaker.THRESHOLD;
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try (ClientUnderTest client = client(gate)) {
      for (int i = 0; i < calls; i++) {
        Outcome outcome = Way.SYNC_WHOLE.exchange(client, TestRequest.post(uri(path), PROMPT));
        assertThat(outcome.text()).isEqualTo(REPLY);
      }
    } finally {
      System.setErr(before);
    }
    assertThat(gate.thrown()).isEqualTo(FaultBreaker.THRESHOLD);
    assertThat(gate.asked()).isEqualTo(FaultBreaker.THRESHOLD);
    assertThat(server().received(path)).hasSize(calls);
    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .filteredOn(line -> line.startsWith("[costspan]"))
        .singleElement()
        .asString()
        .contains("switched off");
  }
}
