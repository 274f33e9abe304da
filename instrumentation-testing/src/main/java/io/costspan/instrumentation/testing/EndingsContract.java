// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.instrumentation.testing.client.CallMode;
import io.costspan.instrumentation.testing.client.ClientUnderTest;
import io.costspan.instrumentation.testing.client.ClientUnderTest.PendingCall;
import io.costspan.instrumentation.testing.client.LiveResponse;
import io.costspan.instrumentation.testing.client.Outcome;
import io.costspan.instrumentation.testing.client.TestRequest;
import io.costspan.instrumentation.testing.client.Way;
import io.costspan.instrumentation.testing.gate.Poll;
import io.costspan.instrumentation.testing.gate.RecordingGate;
import io.costspan.instrumentation.testing.server.ReceivedRequest;
import io.costspan.instrumentation.testing.server.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that end early or badly end the same for the application, and once for the engine. */
abstract class EndingsContract extends ContractCases {
  private static final String FIRST = "data: first\n\n";

  private final CountDownLatch over = new CountDownLatch(1);
  private final RecordingGate gate = new RecordingGate();

  EndingsContract(HttpClientContract setup) {
    super(setup);
  }

  @AfterEach
  void letServersGo() {
    over.countDown();
  }

  @ParameterizedTest
  @EnumSource
  void closedHalfWay(CallMode mode) throws Exception {
    String path = serve(this::sendFirstThenHang);
    try (ClientUnderTest client = client(gate)) {
      try (LiveResponse live = client.open(mode, TestRequest.post(uri(path), PROMPT))) {
        assertThat(live.body().readNBytes(FIRST.length())).hasSize(FIRST.length());
      }
      assertThat(gate.only().awaitEndings()).containsExactly("abort");
    }
    assertThat(gate.only().answer().text()).isEqualTo(FIRST);
    assertThat(server().received(path)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void closedUnread(CallMode mode) throws Exception {
    String path = serve(this::sendFirstThenHang);
    try (ClientUnderTest client = client(gate)) {
      client.open(mode, TestRequest.post(uri(path), PROMPT)).close();
      assertThat(gate.only().awaitEndings()).containsExactly("abort");
    }
    assertThat(gate.only().statuses()).containsExactly(200);
    assertThat(server().received(path)).hasSize(1);
  }

  @Test
  void cancelledBeforeTheHead() {
    String path = serve((request, reply) -> over.await(20, TimeUnit.SECONDS));
    try (ClientUnderTest client = client(gate)) {
      PendingCall pending = client.start(TestRequest.post(uri(path), PROMPT));
      Poll.until(Duration.ofSeconds(10), () -> !server().received(path).isEmpty());
      pending.cancel();
      assertThat(pending.await().error()).isNotNull();
      assertThat(gate.only().awaitEndings()).singleElement().asString().startsWith("fail: ");
    }
    assertThat(server().received(path)).hasSize(1);
  }

  @Test
  void cancelledInTheBody() {
    String path = serve(this::sendFirstThenHang);
    try (ClientUnderTest client = client(gate)) {
      PendingCall pending = client.start(TestRequest.post(uri(path), PROMPT));
      Poll.until(
          Duration.ofSeconds(10),
          () -> !gate.calls().isEmpty() && !gate.only().statuses().isEmpty());
      pending.cancel();
      assertThat(pending.await().error()).isNotNull();
      assertThat(gate.only().awaitEndings()).singleElement().asString().startsWith("abort");
    }
    assertThat(server().received(path)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void refused(Way way) {
    URI nobody = nobodyListens();
    Outcome without;
    try (ClientUnderTest client = client(null)) {
      without = way.exchange(client, TestRequest.post(nobody, PROMPT));
    }
    try (ClientUnderTest client = client(gate)) {
      Outcome with = way.exchange(client, TestRequest.post(nobody, PROMPT));
      assertThat(with.error()).isInstanceOf(IOException.class);
      assertThat(with.error()).hasSameClassAs(without.error());
      assertThat(gate.only().awaitEndings()).singleElement().asString().startsWith("fail: ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void resetBeforeTheHead(Way way) {
    Observed observed = observe(way, gate, (request, reply) -> reply.reset());
    assertThat(observed.outcome().error()).isInstanceOf(IOException.class);
    assertThat(observed.call().endings()).singleElement().asString().startsWith("fail: ");
  }

  @ParameterizedTest
  @EnumSource
  void resetInTheBody(Way way) {
    Observed observed =
        observe(
            way,
            gate,
            (request, reply) -> {
              reply.head(200, SSE, Reply.UNKNOWN);
              reply.write(FIRST);
              Thread.sleep(50);
              reply.reset();
            });
    assertThat(observed.outcome().error()).isInstanceOf(IOException.class);
    assertThat(observed.call().endings()).singleElement().asString().startsWith("abort: ");
    assertThat(observed.call().answer().text()).isEqualTo(FIRST);
  }

  @ParameterizedTest
  @EnumSource
  void noAnswerInTime(Way way) {
    Observed observed =
        observe(
            way,
            gate,
            options(),
            url -> TestRequest.post(url, PROMPT).within(Duration.ofMillis(400)),
            (request, reply) -> over.await(20, TimeUnit.SECONDS));
    assertThat(observed.outcome().gist().error()).isEqualTo("timeout");
    assertThat(observed.call().endings()).singleElement().asString().startsWith("fail: ");
  }

  private void sendFirstThenHang(ReceivedRequest request, Reply reply) throws Exception {
    reply.head(200, SSE, Reply.UNKNOWN);
    reply.write(FIRST);
    over.await(20, TimeUnit.SECONDS);
  }

  private URI nobodyListens() {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String scheme = server().uri("/").getScheme();
      return URI.create(scheme + "://127.0.0.1:" + closed.getLocalPort() + "/v1/refused");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
