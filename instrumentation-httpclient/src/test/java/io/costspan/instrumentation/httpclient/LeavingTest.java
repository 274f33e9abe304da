// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.contract.Reaction;
import io.costspan.instrumentation.testing.gate.Poll;
import io.costspan.instrumentation.testing.gate.RecordedFilter;
import io.costspan.instrumentation.testing.gate.RecordingGate;
import io.costspan.instrumentation.testing.server.Http1Server;
import io.costspan.instrumentation.testing.server.Reply;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An application that cancels a call whose answer others read with it. */
@Timeout(60)
class LeavingTest {
  private static final String FIRST = "data: first\n\n";
  private static final String REST = "data: rest\n\n".repeat(2000);

  private final Http1Server server = new Http1Server();
  private final CountDownLatch go = new CountDownLatch(1);
  private final RecordingGate gate = new RecordingGate().readingOn().followed();
  private final HttpClient client =
      new HookedClient(HttpClient.newHttpClient(), new HttpClientHook(gate));
  private final Signals signals = new Signals();

  @BeforeEach
  void serve() {
    server.on(
        "/v1/stream",
        (request, reply) -> {
          reply.head(200, Map.of("content-type", "text/event-stream"), Reply.UNKNOWN);
          reply.write(FIRST);
          go.await(20, TimeUnit.SECONDS);
          reply.write(REST);
        });
  }

  @AfterEach
  void close() {
    go.countDown();
    server.close();
  }

  @Test
  void itsSubscriberIsToldOnceAndNothingAfter() {
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request(), BodyHandlers.fromSubscriber(signals));
    Poll.until(Duration.ofSeconds(10), () -> signals.seen.contains("next"));
    assertThat(answer.cancel(true)).isTrue();
    go.countDown();
    assertThat(gate.only().awaitEndings()).containsExactly("end");
    assertThat(gate.only().answer().text()).isEqualTo(FIRST + REST);
    assertThat(signals.seen).containsExactly("next", "error: Request cancelled");
    assertThatThrownBy(answer::join).isInstanceOf(CancellationException.class);
    assertThat(server.received("/v1/stream")).hasSize(1);
  }

  @Test
  void itMayDoSoWhileItIsGivenSomething() {
    CompletableFuture<CompletableFuture<?>> mine = new CompletableFuture<>();
    signals.onFirst = () -> mine.join().cancel(true);
    mine.complete(client.sendAsync(request(), BodyHandlers.fromSubscriber(signals)));
    Poll.until(Duration.ofSeconds(10), () -> signals.seen.size() == 2);
    go.countDown();
    assertThat(gate.only().awaitEndings()).containsExactly("end");
    assertThat(gate.only().answer().text()).isEqualTo(FIRST + REST);
    assertThat(signals.seen).containsExactly("next", "error: Request cancelled");
  }

  @Test
  void whoIsInterruptedLeavesTheSameWay() throws Exception {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                client.send(request(), BodyHandlers.fromSubscriber(signals));
                thrown.complete(new AssertionError("it ended well"));
              } catch (IOException | InterruptedException e) {
                thrown.complete(e);
              }
            });
    caller.start();
    Poll.until(Duration.ofSeconds(10), () -> signals.seen.contains("next"));
    caller.interrupt();
    assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    go.countDown();
    assertThat(gate.only().awaitEndings()).containsExactly("end");
    assertThat(gate.only().answer().text()).isEqualTo(FIRST + REST);
  }

  @Test
  void withoutThoseWhoFollowTheExchangeIsOver() {
    RecordingGate alone = new RecordingGate().followed();
    HttpClient hooked = new HookedClient(HttpClient.newHttpClient(), new HttpClientHook(alone));
    CompletableFuture<HttpResponse<Void>> answer =
        hooked.sendAsync(request(), BodyHandlers.fromSubscriber(signals));
    Poll.until(Duration.ofSeconds(10), () -> signals.seen.contains("next"));
    assertThat(answer.cancel(true)).isTrue();
    assertThat(alone.only().awaitEndings()).singleElement().asString().startsWith("abort");
    Poll.until(Duration.ofSeconds(10), () -> signals.seen.size() == 2);
    assertThat(signals.seen.get(1)).startsWith("error: ");
  }

  @Test
  void aFilterIsFinishedByTheRestAndNotByItsLeaving() {
    RecordedFilter filter = new RecordedFilter();
    gate.reacting((call, tap) -> new Reaction(filter.tellingEndOf(tap), filter, null));
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request(), BodyHandlers.fromSubscriber(signals));
    Poll.until(Duration.ofSeconds(10), () -> signals.seen.contains("next"));
    assertThat(answer.cancel(true)).isTrue();
    go.countDown();
    assertThat(gate.only().awaitEndings()).containsExactly("end");
    assertThat(filter.seenAtEnd()).isEqualTo(FIRST + REST + RecordedFilter.FINISHED);
  }

  private HttpRequest request() {
    return HttpRequest.newBuilder(server.uri("/v1/stream"))
        .POST(BodyPublishers.ofString("{}"))
        .build();
  }

  /** What a subscriber is told. */
  private static final class Signals implements Flow.Subscriber<List<ByteBuffer>> {
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private volatile Runnable onFirst = () -> {};

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> batch) {
      Runnable now = onFirst;
      onFirst = () -> {};
      seen.add("next");
      now.run();
    }

    @Override
    public void onError(Throwable error) {
      seen.add("error: " + error.getMessage());
    }

    @Override
    public void onComplete() {
      seen.add("complete");
    }
  }
}
