// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.instrumentation.testing.client.CallMode;
import io.costspan.instrumentation.testing.client.ClientUnderTest;
import io.costspan.instrumentation.testing.client.LiveResponse;
import io.costspan.instrumentation.testing.client.Outcome;
import io.costspan.instrumentation.testing.client.TestRequest;
import io.costspan.instrumentation.testing.client.Way;
import io.costspan.instrumentation.testing.gate.Poll;
import io.costspan.instrumentation.testing.gate.RefusingGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A client that was refused ten thousand times is the client it was before. */
abstract class RefusalsContract extends ContractCases {
  private static final int REFUSALS = 10_000;
  private static final int THREADS = 16;
  private static final List<Way> WAYS = List.of(Way.values());

  /** An application that looks at the status only leaves the body unread. */
  private static final int UNREAD_EVERY = 10;

  RefusalsContract(HttpClientContract setup) {
    super(setup);
  }

  @Test
  void leaveConnectionsStreamsAndMemoryAlone() throws Exception {
    String path = serve(ContractCases::reply);
    RefusingGate gate = new RefusingGate();
    try (ClientUnderTest client = client(gate)) {
      reachesTheServer(client, path);
      int connections = server().connections();
      refused(client, path, REFUSALS / 2);
      reachesTheServer(client, path);
      refused(client, path, REFUSALS / 2);
      reachesTheServer(client, path);

      assertThat(gate.refused()).isEqualTo(REFUSALS);
      assertThat(server().received(path)).hasSize(3 * WAYS.size());
      assertThat(server().connections()).as("connections ever made").isEqualTo(connections);
      Poll.until(Duration.ofSeconds(10), () -> gate.open() == 0);
      assertThat(gate.open()).as("bodies nobody closed").isZero();
    }
  }

  private void reachesTheServer(ClientUnderTest client, String path) {
    for (Way way : WAYS) {
      Outcome outcome = way.exchange(client, TestRequest.post(uri(path), PROMPT));
      assertThat(outcome.error()).isNull();
      assertThat(outcome.text()).isEqualTo(REPLY);
    }
  }

  private void refused(ClientUnderTest client, String path, int times) throws Exception {
    TestRequest request = TestRequest.post(uri(path), PROMPT).with(RefusingGate.REFUSE, "1");
    ExecutorService callers = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        int call = i;
        calls.add(callers.submit(() -> refuse(client, request, call)));
      }
      for (Future<?> call : calls) {
        call.get(60, TimeUnit.SECONDS);
      }
    } finally {
      callers.shutdownNow();
    }
  }

  private static Void refuse(ClientUnderTest client, TestRequest request, int call)
      throws Exception {
    if (call % UNREAD_EVERY == 0) {
      CallMode mode = call % (2 * UNREAD_EVERY) == 0 ? CallMode.SYNC : CallMode.ASYNC;
      try (LiveResponse live = client.open(mode, request)) {
        assertThat(live.status()).isEqualTo(402);
      }
    } else {
      Outcome outcome = WAYS.get(call % WAYS.size()).exchange(client, request);
      assertThat(outcome.error()).isNull();
      assertThat(outcome.status()).isEqualTo(402);
      assertThat(outcome.text()).isEqualTo(RefusingGate.BODY);
    }
    return null;
  }
}
