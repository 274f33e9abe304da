// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.BodyNeed;
import io.costspan.instrumentation.testing.client.Outcome;
import io.costspan.instrumentation.testing.client.TestBody;
import io.costspan.instrumentation.testing.client.TestRequest;
import io.costspan.instrumentation.testing.client.Way;
import io.costspan.instrumentation.testing.gate.RecordedBody;
import io.costspan.instrumentation.testing.gate.RecordingGate;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Request bodies of every shape are sent as the application made them, whoever looks at them. */
abstract class RequestBodiesContract extends ContractCases {
  RequestBodiesContract(HttpClientContract setup) {
    super(setup);
  }

  static Stream<Arguments> bodies() {
    return Stream.of(BodyNeed.values())
        .flatMap(
            need ->
                Stream.of(TestBody.Kind.BYTES, TestBody.Kind.STREAM, TestBody.Kind.ONE_SHOT)
                    .flatMap(
                        kind ->
                            Stream.of(Way.SYNC_WHOLE, Way.ASYNC_STREAM)
                                .map(way -> Arguments.of(need, kind, way))));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void sentAsMade(BodyNeed need, TestBody.Kind kind, Way way) {
    RecordingGate gate = new RecordingGate().needing(need);
    Observed observed =
        observe(
            way,
            gate,
            options(),
            url -> TestRequest.post(url, TestBody.of(kind, PROMPT)),
            ContractCases::reply);
    observed.endedWell();
    assertThat(observed.requests().get(0).text()).isEqualTo(PROMPT);
    assertSeen(need, observed);
    boolean before = need == BodyNeed.BEFORE_SENDING || need == BodyNeed.IF_AT_HAND;
    if (before && kind == TestBody.Kind.BYTES) {
      assertThat(observed.call().admittedBody()).isEqualTo(PROMPT);
    }
  }

  private static void assertSeen(BodyNeed need, Observed observed) {
    assertThat(observed.call().admissions()).isEqualTo(1);
    if (need == BodyNeed.NONE) {
      assertThat(observed.call().admittedBody()).isNull();
    } else if (observed.call().admittedBody() != null) {
      assertThat(need).isIn(BodyNeed.BEFORE_SENDING, BodyNeed.IF_AT_HAND);
      assertThat(observed.call().admittedBody()).isEqualTo(PROMPT);
      assertThat(observed.call().requestBodies()).isEmpty();
    } else {
      RecordedBody sent = observed.call().requestBodies().get(0);
      assertThat(observed.call().requestBodies()).hasSize(1);
      assertThat(sent.text()).isEqualTo(PROMPT);
      assertThat(sent.endings()).containsExactly("end");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BYTES", "STREAM", "ONE_SHOT"})
  void overTheLimitIsSeenWhileSending(TestBody.Kind kind) {
    RecordingGate gate =
        new RecordingGate().needing(BodyNeed.BEFORE_SENDING).limitedTo(PROMPT.length() / 2);
    Observed observed =
        observe(
            Way.SYNC_WHOLE,
            gate,
            options(),
            url -> TestRequest.post(url, TestBody.of(kind, PROMPT)),
            ContractCases::reply);
    observed.endedWell();
    assertThat(observed.call().admittedBody()).isNull();
    assertSeen(BodyNeed.WHILE_SENDING, observed);
  }

  @ParameterizedTest
  @EnumSource
  void large(BodyNeed need) {
    String megabytes = "0123456789abcdef".repeat(1 << 18);
    RecordingGate gate = new RecordingGate().needing(need).limitedTo(8 << 20);
    Observed observed =
        observe(
            Way.ASYNC_WHOLE,
            gate,
            options(),
            url -> TestRequest.post(url, TestBody.of(TestBody.Kind.BYTES, megabytes)),
            ContractCases::reply);
    observed.endedWell();
    assertThat(observed.requests().get(0).text().equals(megabytes)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void noBodyAtAll(BodyNeed need) {
    observe(
            Way.SYNC_WHOLE,
            new RecordingGate().needing(need),
            options(),
            TestRequest::get,
            ContractCases::reply)
        .endedWell();
  }

  @ParameterizedTest
  @EnumSource
  void emptyBody(BodyNeed need) {
    observe(
            Way.SYNC_WHOLE,
            new RecordingGate().needing(need),
            options(),
            url -> TestRequest.post(url, ""),
            ContractCases::reply)
        .endedWell();
  }

  @ParameterizedTest
  @EnumSource
  void expectContinue(BodyNeed need) {
    Observed observed =
        observe(
            Way.SYNC_WHOLE,
            new RecordingGate().needing(need),
            options(),
            url -> TestRequest.post(url, PROMPT).expectingContinue(),
            ContractCases::reply);
    observed.endedWell();
    assertThat(observed.requests().get(0).header("expect")).isEqualToIgnoringCase("100-continue");
    assertThat(observed.requests().get(0).text()).isEqualTo(PROMPT);
  }

  @ParameterizedTest
  @EnumSource
  void aBodyThatBreaksFailsTheSame(BodyNeed need) {
    RecordingGate gate = new RecordingGate().needing(need);
    String path = serve(ContractCases::reply);
    TestRequest request =
        TestRequest.post(uri(path), TestBody.of(TestBody.Kind.BROKEN, PROMPT.repeat(100)));
    Outcome without;
    try (var client = client(null)) {
      without = Way.SYNC_WHOLE.exchange(client, request);
    }
    try (var client = client(gate)) {
      Outcome with = Way.SYNC_WHOLE.exchange(client, request);
      assertThat(with.error()).isInstanceOf(IOException.class);
      assertThat(with.gist()).isEqualTo(without.gist());
      assertThat(gate.only().awaitEndings()).singleElement().asString().startsWith("fail: ");
    }
  }

  @Test
  void theRequestsOwnHeadersArrive() {
    Observed observed =
        observe(
            Way.SYNC_WHOLE,
            new RecordingGate().needing(BodyNeed.BEFORE_SENDING),
            options(),
            url ->
                TestRequest.post(url, PROMPT)
                    .with("authorization", "Bearer not-a-key")
                    .with("x-app", "1"),
            ContractCases::reply);
    assertThat(observed.requests().get(0).header("authorization")).isEqualTo("Bearer not-a-key");
    assertThat(observed.requests().get(0).header("x-app")).isEqualTo("1");
  }
}
