// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.Reaction;
import io.costspan.instrumentation.testing.client.CallMode;
import io.costspan.instrumentation.testing.client.ClientUnderTest;
import io.costspan.instrumentation.testing.client.LiveResponse;
import io.costspan.instrumentation.testing.client.Outcome;
import io.costspan.instrumentation.testing.client.TestRequest;
import io.costspan.instrumentation.testing.client.Way;
import io.costspan.instrumentation.testing.gate.RecordedFilter;
import io.costspan.instrumentation.testing.gate.RecordingGate;
import io.costspan.instrumentation.testing.server.Reply;
import io.costspan.instrumentation.testing.server.TestServer.Behaviour;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who listens behind a filter has been given everything when the tap is told the end. */
abstract class FilteringContract extends ContractCases {
  private static final String FIRST = "data: first\n\n";
  private static final String REST = "data: rest\n\n".repeat(5000);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final RecordedFilter filter = new RecordedFilter();
  private final RecordingGate gate =
      new RecordingGate()
          .reacting((call, tap) -> new Reaction(filter.tellingEndOf(tap), filter, null));

  FilteringContract(HttpClientContract setup) {
    super(setup);
  }

  @AfterEach
  void letServersGo() {
    closed.countDown();
  }

  @ParameterizedTest
  @EnumSource
  void theEndOfAnAnnouncedLengthComesAfterTheLastByte(Way way) {
    endsAfterAll(way, ContractCases::reply);
  }

  @ParameterizedTest
  @EnumSource
  void theEndOfAStreamComesAfterTheLastByte(Way way) {
    endsAfterAll(way, ContractCases::replyChunked);
  }

  private void endsAfterAll(Way way, Behaviour behaviour) {
    String path = serve(behaviour);
    try (ClientUnderTest client = client(gate)) {
      Outcome outcome = way.exchange(client, TestRequest.post(uri(path), PROMPT));
      assertThat(outcome.error()).isNull();
      assertThat(outcome.text()).isEqualTo(REPLY);
      assertThat(gate.only().awaitEndings()).containsExactly("end");
    }
    assertThat(filter.seenAtEnd()).isEqualTo(REPLY + RecordedFilter.FINISHED);
  }

  @Test
  void aBodyThatBreaksOffIsFinishedFirst() throws Exception {
    String path = serve((request, reply) -> sendInTwo(reply, true));
    try (ClientUnderTest client = client(gate);
        LiveResponse live = client.open(CallMode.SYNC, TestRequest.post(uri(path), PROMPT))) {
      assertThat(live.body().readNBytes(FIRST.length())).hasSize(FIRST.length());
      closed.countDown();
      assertThat(readTillItBreaks(live)).isNotNull();
      assertThat(gate.only().awaitEndings()).singleElement().asString().startsWith("abort: ");
    }
    assertThat(filter.seenAtEnd()).isEqualTo(FIRST + RecordedFilter.FINISHED);
  }

  @ParameterizedTest
  @EnumSource
  void theRestThatIsReadOnPassesTheFilter(CallMode mode) throws Exception {
    gate.readingOn();
    String path = serve((request, reply) -> sendInTwo(reply, false));
    try (ClientUnderTest client = client(gate)) {
      LiveResponse live = client.open(mode, TestRequest.post(uri(path), PROMPT));
      assertThat(live.body().readNBytes(FIRST.length())).hasSize(FIRST.length());
      live.close();
      closed.countDown();
      assertThat(gate.only().awaitEndings()).containsExactly("end");
    }
    assertThat(gate.only().answer().text()).isEqualTo(FIRST + REST);
    assertThat(filter.seenAtEnd()).isEqualTo(FIRST + REST + RecordedFilter.FINISHED);
  }

  private static @Nullable Exception readTillItBreaks(LiveResponse live) {
    try {
      live.body().readAllBytes();
      return null;
    } catch (Exception broken) {
      return broken;
    }
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
