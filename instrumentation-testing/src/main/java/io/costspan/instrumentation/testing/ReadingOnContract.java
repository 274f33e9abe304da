// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.instrumentation.testing.client.CallMode;
import io.costspan.instrumentation.testing.client.ClientUnderTest;
import io.costspan.instrumentation.testing.client.ClientUnderTest.PendingCall;
import io.costspan.instrumentation.testing.client.LiveResponse;
import io.costspan.instrumentation.testing.client.TestRequest;
import io.costspan.instrumentation.testing.client.Way;
import io.costspan.instrumentation.testing.gate.Poll;
import io.costspan.instrumentation.testing.gate.RecordingGate;
import io.costspan.instrumentation.testing.server.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rest of an answer that the application closes early is read for those who wait for it. */
abstract class ReadingOnContract extends ContractCases {
  private static final String FIRST = "data: first\n\n";
  private static final String REST = "data: rest\n\n".repeat(5000);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final RecordingGate gate = new RecordingGate().readingOn();

  ReadingOnContract(HttpClientContract setup) {
    super(setup);
  }

  @AfterEach
  void letServersGo() {
    closed.countDown();
  }

  @ParameterizedTest
  @EnumSource
  void closedHalfWay(CallMode mode) throws Exception {
    String path = serve((request, reply) -> sendInTwo(reply, false));
    try (ClientUnderTest client = client(gate)) {
      LiveResponse live = client.open(mode, TestRequest.post(uri(path), PROMPT));
      assertThat(live.body().readNBytes(FIRST.length())).hasSize(FIRST.length());
      live.close(); // returns though the server waits for this
      live.close();
      assertThat(gate.only().endings()).isEmpty();
      closed.countDown();
      assertThat(gate.only().awaitEndings()).containsExactly("end");
      assertThat(gate.only().answer().text()).isEqualTo(FIRST + REST);
      assertThat(Way.SYNC_WHOLE.exchange(client, TestRequest.post(uri(path), PROMPT)).text())
          .isEqualTo(FIRST + REST);
    }
    assertThat(server().received(path)).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void closedUnread(CallMode mode) throws Exception {
    String path = serve((request, reply) -> sendInTwo(reply, false));
    try (ClientUnderTest client = client(gate)) {
      client.open(mode, TestRequest.post(uri(path), PROMPT)).close();
      closed.countDown();
      assertThat(gate.only().awaitEndings()).containsExactly("end");
    }
    assertThat(gate.only().answer().text()).isEqualTo(FIRST + REST);
  }

  @Test
  void aRestThatBreaksOffSaysSo() throws Exception {
    String path = serve((request, reply) -> sendInTwo(reply, true));
    try (ClientUnderTest client = client(gate)) {
      client.open(CallMode.SYNC, TestRequest.post(uri(path), PROMPT)).close();
      closed.countDown();
      assertThat(gate.only().awaitEndings()).singleElement().asString().startsWith("abort: ");
    }
  }

  @Test
  void aCancelledCallIsOver() {
    String path = serve((request, reply) -> sendInTwo(reply, false));
    try (ClientUnderTest client = client(gate)) {
      PendingCall pending = client.start(TestRequest.post(uri(path), PROMPT));
      Poll.until(
          Duration.ofSeconds(10),
          () -> !gate.calls().isEmpty() && !gate.only().statuses().isEmpty());
      pending.cancel();
      assertThat(pending.await().error()).isNotNull();
      assertThat(gate.only().awaitEndings()).singleElement().asString().startsWith("abort");
    }
  }

  /** Cancelled at every point of a call that others may follow. */
  @ParameterizedTest
  @EnumSource
  void aCancelledCallThatOthersFollowIsReadToItsEndWhereItCanBe(Point point) throws Exception {
    gate.followed();
    String path = serve((request, reply) -> sendFrom(point, reply));
    try (ClientUnderTest client = client(gate)) {
      PendingCall pending = client.start(TestRequest.post(uri(path), PROMPT));
      Poll.until(Duration.ofSeconds(10), () -> reached(point, path));
      Thread.sleep(200); // who reads the body cannot be seen to be there before there is one
      pending.cancel();
      assertThat(pending.await().error()).isNotNull();
      if (point == Point.BEFORE_HEAD) {
        assertThat(gate.only().awaitEndings()).singleElement().asString().startsWith("fail: ");
      } else if (client.outlivesCancellation()) {
        assertThat(gate.only().endings()).isEmpty();
        closed.countDown();
        assertThat(gate.only().awaitEndings()).containsExactly("end");
        assertThat(gate.only().answer().text()).isEqualTo(FIRST + REST);
      } else {
        assertThat(gate.only().awaitEndings()).singleElement().asString().startsWith("abort");
      }
      closed.countDown();
      assertThat(Way.SYNC_WHOLE.exchange(client, TestRequest.post(uri(path), PROMPT)).text())
          .as("the client is as before")
          .isEqualTo(FIRST + REST);
    }
    assertThat(server().received(path)).hasSize(2);
  }

  /** What others may follow is the application's as before. */
  @ParameterizedTest
  @EnumSource
  void whatOthersMayFollowIsReadAsEver(Way way) {
    closed.countDown();
    Observed observed =
        observe(way, new RecordingGate().followed(), (request, reply) -> sendInTwo(reply, false));
    observed.endedWell();
  }

  @ParameterizedTest
  @EnumSource
  void whatOthersMayFollowBreaksOffAsEver(Way way) {
    Observed observed =
        observe(
            way,
            new RecordingGate().followed(),
            (request, reply) -> {
              reply.head(200, SSE, Reply.UNKNOWN);
              reply.write(FIRST);
              Thread.sleep(50); // or the first piece is lost, too
              reply.reset();
            });
    assertThat(observed.outcome().error()).isInstanceOf(IOException.class);
    assertThat(observed.call().endings()).singleElement().asString().startsWith("abort: ");
  }

  private boolean reached(Point point, String path) {
    return switch (point) {
      case BEFORE_HEAD -> !server().received(path).isEmpty();
      case AFTER_HEAD -> !gate.calls().isEmpty() && !gate.only().statuses().isEmpty();
      case MID_STREAM ->
          !gate.calls().isEmpty()
              && !gate.only().statuses().isEmpty()
              && gate.only().answer().text().equals(FIRST);
    };
  }

  private void sendFrom(Point point, Reply reply) throws Exception {
    if (point == Point.BEFORE_HEAD) {
      closed.await(20, TimeUnit.SECONDS);
    }
    reply.head(200, SSE, Reply.UNKNOWN);
    if (point == Point.AFTER_HEAD) {
      closed.await(20, TimeUnit.SECONDS);
    }
    reply.write(FIRST);
    closed.await(20, TimeUnit.SECONDS);
    reply.write(REST.getBytes(UTF_8));
  }

  /** Where a call is cancelled. */
  enum Point {
    BEFORE_HEAD,
    AFTER_HEAD,
    MID_STREAM
  }

  private void sendInTwo(Reply reply, boolean breaking) throws Exception {
    reply.head(200, SSE, Reply.UNKNOWN);
    reply.write(FIRST);
    closed.await(20, TimeUnit.SECONDS);
    if (breaking) {
      reply.reset();
    } else {
      reply.write(REST.getBytes(UTF_8));
    }
  }
}
