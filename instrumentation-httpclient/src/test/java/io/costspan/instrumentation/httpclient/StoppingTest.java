// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.Verdict;
import io.costspan.instrumentation.testing.gate.Poll;
import io.costspan.instrumentation.testing.gate.RecordingGate;
import io.costspan.instrumentation.testing.gate.ScriptedAnswer;
import io.costspan.instrumentation.testing.server.Http1Server;
import io.costspan.instrumentation.testing.server.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An application whose stop button cancels what it made of the call's future: the stage that reads
 * the stream, when the future itself is complete long since.
 */
@Timeout(60)
class StoppingTest {
  private static final String FIRST = "data: first\n\n";
  private static final String REST = "data: rest\n\n".repeat(2000);

  private final Http1Server server = new Http1Server();
  private final CountDownLatch go = new CountDownLatch(1);
  private final CompletableFuture<Void> cutOff = new CompletableFuture<>();
  private final RecordingGate gate = new RecordingGate();
  private final AtomicReference<String> read = new AtomicReference<>("");
  private final CompletableFuture<Throwable> thrown = new CompletableFuture<>();

  /** Why the future is or is not the client's own. */
  enum Made {
    WITHOUT_US,
    BY_THE_CLIENT,
    TO_BE_FOLLOWED,
    TO_BE_REPLACED,
    AFTER_A_WAIT
  }

  @BeforeEach
  void serve() {
    server.on(
        "/v1/stream",
        (request, reply) -> {
          reply.head(200, Map.of("content-type", "text/event-stream"), Reply.UNKNOWN);
          reply.write(FIRST);
          try {
            while (!go.await(20, TimeUnit.MILLISECONDS)) {
              reply.write(":\n\n"); // fails when nobody is there any more
            }
          } catch (IOException gone) {
            cutOff.complete(null);
            throw gone;
          }
          reply.write(REST);
        });
  }

  @AfterEach
  void close() {
    go.countDown();
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void itsReaderIsToldAndTheProviderStops(Made how) throws Exception {
    CompletableFuture<Void> reading = start(client(how));
    assertThat(reading.cancel(true)).isTrue();
    assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    cutOff.get(10, TimeUnit.SECONDS);
    if (how != Made.WITHOUT_US) {
      assertThat(gate.only().awaitEndings()).singleElement().asString().startsWith("abort");
    }
  }

  private HttpClient client(Made how) {
    switch (how) {
      case TO_BE_FOLLOWED -> gate.followed();
      case TO_BE_REPLACED -> gate.replacing();
      case AFTER_A_WAIT ->
          gate.admitting(
              new Verdict.Later(
                  CompletableFuture.supplyAsync(
                      () -> Verdict.SEND,
                      CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS))));
      default -> {}
    }
    HttpClient plain = HttpClient.newHttpClient();
    return how == Made.WITHOUT_US ? plain : new HookedClient(plain, new HttpClientHook(gate));
  }

  @Test
  void thoseWhoFollowItGetTheRest() throws Exception {
    gate.followed().readingOn();
    CompletableFuture<Void> reading = start(client(Made.TO_BE_FOLLOWED));
    assertThat(reading.cancel(true)).isTrue();
    assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    go.countDown();
    assertThat(gate.only().awaitEndings()).containsExactly("end");
    assertThat(gate.only().answer().text()).startsWith(FIRST).endsWith(REST);
    assertThat(read.get()).doesNotContain("rest");
  }

  @Test
  void anAnswerThatIsGivenHereStopsAsWell() throws Exception {
    ScriptedAnswer script = new ScriptedAnswer();
    gate.admitting(new Verdict.Answer(200, List.of(), -1, script));
    CompletableFuture<Boolean> given = CompletableFuture.supplyAsync(() -> script.give(FIRST));
    CompletableFuture<Void> reading = start(client(Made.BY_THE_CLIENT));
    assertThat(given.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(reading.cancel(true)).isTrue();
    assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    assertThat(script.closes()).isEqualTo(1);
  }

  /** Until the first bytes have been read. */
  private CompletableFuture<Void> start(HttpClient client) {
    HttpRequest request =
        HttpRequest.newBuilder(server.uri("/v1/stream"))
            .POST(BodyPublishers.ofString("{}"))
            .build();
    CompletableFuture<HttpResponse<InputStream>> answer =
        client.sendAsync(request, BodyHandlers.ofInputStream());
    CompletableFuture<Void> reading = answer.thenAcceptAsync(response -> read(response.body()));
    Poll.until(Duration.ofSeconds(10), () -> read.get().startsWith(FIRST));
    assertThat(answer).isCompleted();
    return reading;
  }

  private void read(InputStream body) {
    byte[] bytes = new byte[4096];
    try {
      for (int n = body.read(bytes); n >= 0; n = body.read(bytes)) {
        String more = new String(bytes, 0, n, UTF_8);
        read.updateAndGet(all -> all + more);
      }
      thrown.complete(new AssertionError("it ended well"));
    } catch (IOException e) {
      thrown.complete(e);
    }
  }
}
