// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.instrumentation.testing.client.CallMode;
import io.costspan.instrumentation.testing.client.ClientUnderTest;
import io.costspan.instrumentation.testing.client.LiveResponse;
import io.costspan.instrumentation.testing.client.TestRequest;
import io.costspan.instrumentation.testing.gate.Poll;
import io.costspan.instrumentation.testing.gate.RecordingGate;
import io.costspan.instrumentation.testing.server.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams keep the server's cadence and the application's pace. */
abstract class StreamingContract extends ContractCases {
  private static final int EVENTS = 25;

  StreamingContract(HttpClientContract setup) {
    super(setup);
  }

  @ParameterizedTest
  @EnumSource
  void eventsArriveOneByOne(CallMode mode) throws Exception {
    cadence(mode, SSE, "data: {\"n\":%d}\n\n");
  }

  @ParameterizedTest
  @EnumSource
  void linesArriveOneByOne(CallMode mode) throws Exception {
    cadence(mode, Map.of("content-type", "application/x-ndjson"), "{\"n\":%d}\n");
  }

  /** The server sends a piece only once the application has the one before it. */
  private void cadence(CallMode mode, Map<String, String> headers, String piece) throws Exception {
    Semaphore receipts = new Semaphore(0);
    AtomicInteger inTime = new AtomicInteger();
    String path =
        serve(
            (request, reply) -> {
              reply.head(200, headers, Reply.UNKNOWN);
              for (int i = 0; i < EVENTS; i++) {
                reply.write(String.format(piece, i));
                if (receipts.tryAcquire(10, TimeUnit.SECONDS)) {
                  inTime.incrementAndGet();
                }
              }
            });
    RecordingGate gate = new RecordingGate();
    StringBuilder all = new StringBuilder();
    try (ClientUnderTest client = client(gate);
        LiveResponse live = client.open(mode, TestRequest.post(uri(path), PROMPT))) {
      for (int i = 0; i < EVENTS; i++) {
        String expected = String.format(piece, i);
        assertThat(read(live.body(), expected.getBytes(StandardCharsets.UTF_8).length))
            .isEqualTo(expected);
        all.append(expected);
        receipts.release();
      }
      assertThat(live.body().read()).isEqualTo(-1);
      assertThat(gate.only().awaitEndings()).containsExactly("end");
    }
    assertThat(inTime).hasValue(EVENTS);
    assertThat(gate.only().answer().text()).isEqualTo(all.toString());
    assertThat(server().received(path)).hasSize(1);
  }

  @Test
  void aReaderThatWaitsHoldsTheServerBack() throws Exception {
    byte[] piece = new byte[1 << 16];
    int pieces = 1600;
    AtomicLong sent = new AtomicLong();
    String path =
        serve(
            (request, reply) -> {
              reply.head(200, SSE, Reply.UNKNOWN);
              for (int i = 0; i < pieces; i++) {
                reply.write(piece);
                sent.addAndGet(piece.length);
              }
            });
    long total = (long) pieces * piece.length;
    RecordingGate gate = new RecordingGate();
    try (ClientUnderTest client = client(gate);
        LiveResponse live = client.open(CallMode.SYNC, TestRequest.post(uri(path), PROMPT))) {
      long before;
      do {
        before = sent.get();
        Poll.until(Duration.ofMillis(300), () -> sent.get() == total);
      } while (sent.get() > before);
      assertThat(sent.get()).as("sent while nobody reads").isLessThan(total);
      assertThat(live.body().skip(Long.MAX_VALUE) + live.body().readAllBytes().length)
          .isEqualTo(total);
      assertThat(gate.only().awaitEndings()).containsExactly("end");
    }
    assertThat(gate.only().answer().bytes().remaining()).isEqualTo((int) total);
  }

  private static String read(InputStream in, int length) throws IOException {
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
