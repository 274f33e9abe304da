// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.BodyNeed;
import io.costspan.instrumentation.testing.client.ClientUnderTest;
import io.costspan.instrumentation.testing.client.Outcome;
import io.costspan.instrumentation.testing.client.TestRequest;
import io.costspan.instrumentation.testing.client.Way;
import io.costspan.instrumentation.testing.gate.RecordedCall;
import io.costspan.instrumentation.testing.gate.RecordingGate;
import io.costspan.instrumentation.testing.server.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Many calls at once do not get mixed up, on whatever kind of thread. */
abstract class ConcurrencyContract extends ContractCases {
  private static final int CALLS = 200;
  private static final List<Way> WAYS = List.of(Way.values());

  ConcurrencyContract(HttpClientContract setup) {
    super(setup);
  }

  @Test
  void manyThreads() throws Exception {
    echoOn(() -> Executors.newFixedThreadPool(32));
  }

  /** Virtual threads where this JDK has them; else as many platform threads. */
  @Test
  void aThreadForEachCall() throws Exception {
    echoOn(ConcurrencyContract::threadPerCall);
  }

  private static ExecutorService threadPerCall() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException before21) {
      return Executors.newCachedThreadPool();
    }
  }

  private void echoOn(Supplier<ExecutorService> threads) throws Exception {
    String path =
        serve(
            (request, reply) -> {
              reply.head(200, SSE, Reply.UNKNOWN);
              String echo = request.text();
              for (int at = 0; at < echo.length(); at += 17) {
                reply.write(echo.substring(at, Math.min(at + 17, echo.length())));
              }
            });
    RecordingGate gate = new RecordingGate().needing(BodyNeed.BEFORE_SENDING);
    ExecutorService callers = threads.get();
    try (ClientUnderTest client = client(gate)) {
      List<Future<Outcome>> outcomes = new ArrayList<>();
      for (int i = 0; i < CALLS; i++) {
        Way way = WAYS.get(i % WAYS.size());
        TestRequest request = TestRequest.post(uri(path), prompt(i));
        outcomes.add(callers.submit(() -> way.exchange(client, request)));
      }
      for (int i = 0; i < CALLS; i++) {
        Outcome outcome = outcomes.get(i).get(60, TimeUnit.SECONDS);
        assertThat(outcome.error()).isNull();
        assertThat(outcome.text()).isEqualTo(prompt(i));
      }
      for (RecordedCall call : gate.calls()) {
        assertThat(call.awaitEndings()).containsExactly("end");
        assertThat(call.answer().text()).isEqualTo(call.admittedBody());
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(gate.calls()).hasSize(CALLS);
    assertThat(server().received(path)).hasSize(CALLS);
  }

  private static String prompt(int n) {
    return "{\"n\":" + n + "," + "\"x\":\"é\",".repeat(20) + "}";
  }
}
