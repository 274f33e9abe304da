// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.contract.AnswerBody;
import io.costspan.contract.OwnThreads;
import io.costspan.contract.Verdict;
import io.costspan.instrumentation.testing.gate.Poll;
import io.costspan.instrumentation.testing.gate.RecordingGate;
import io.costspan.instrumentation.testing.gate.ScriptedAnswer;
import io.costspan.instrumentation.testing.server.Http1Server;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of the JDK's client for which the future is ours. */
@Timeout(60)
class DrivenExchangeTest {
  private final Http1Server server = new Http1Server();
  private final CompletableFuture<Verdict> decision = new CompletableFuture<>();
  private final RecordingGate gate = new RecordingGate().admitting(new Verdict.Later(decision));
  private final HttpClientHook hook = new HttpClientHook(gate);

  @BeforeEach
  void serve() {
    server.on("/v1/echo", (request, reply) -> reply.whole(200, Map.of(), "ok".getBytes(UTF_8)));
  }

  @AfterEach
  void close() {
    server.close();
  }

  /** Without a hold on it, the client's selector ends with its collection. */
  @Test
  void aClientThatIsDroppedWhileItsCallWaitsStillCarriesIt() throws Exception {
    CompletableFuture<HttpResponse<String>> answer = sendAndDropClient();
    for (int i = 0; i < 12; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(200);
    }
    decision.complete(Verdict.SEND);
    assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("ok");
  }

  /** As the edited class does: the hook is given what is inside the application's client. */
  private CompletableFuture<HttpResponse<String>> sendAndDropClient() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    assertThat(client.send(request("/v1/other"), BodyHandlers.ofString()).statusCode())
        .isEqualTo(404);
    Field inside = client.getClass().getDeclaredField("impl");
    inside.setAccessible(true);
    Object[] plan =
        hook.enter(
            inside.get(client),
            request("/v1/echo"),
            BodyHandlers.ofString(),
            null,
            Executors.newCachedThreadPool());
    @SuppressWarnings("unchecked")
    CompletableFuture<HttpResponse<String>> future =
        (CompletableFuture<HttpResponse<String>>) plan[2];
    return future;
  }

  @Test
  void aThousandWaitingCallsHoldNoThreads() throws Exception {
    answeringLocally();
    HttpClient client = hooked();
    int before = Thread.activeCount();
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      answers.add(client.sendAsync(request("/v1/echo"), BodyHandlers.ofString()));
    }
    assertThat(gate.calls()).hasSize(1000);
    assertThat(Thread.activeCount() - before).isLessThan(20);
    OwnThreads.newThread("test", () -> decision.complete(Verdict.SEND)).start();
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("local");
    }
    assertThat(server.received("/v1/echo")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void waitingEndsWithTheRequestsTime(boolean async) {
    HttpRequest request =
        HttpRequest.newBuilder(server.uri("/v1/echo")).timeout(Duration.ofMillis(200)).build();
    if (async) {
      CompletableFuture<HttpResponse<String>> answer =
          hooked().sendAsync(request, BodyHandlers.ofString());
      assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(HttpTimeoutException.class);
    } else {
      assertThatThrownBy(() -> hooked().send(request, BodyHandlers.ofString()))
          .isInstanceOf(HttpTimeoutException.class);
    }
    assertThat(gate.only().awaitEndings()).singleElement().asString().startsWith("fail: ");
    decision.complete(Verdict.SEND);
    assertThat(server.received("/v1/echo")).isEmpty();
  }

  @Test
  void aTimeOfCenturiesIsNone() throws Exception {
    HttpRequest patient =
        HttpRequest.newBuilder(server.uri("/v1/echo")).timeout(Duration.ofDays(300 * 365)).build();
    CompletableFuture<HttpResponse<String>> answer =
        hooked().sendAsync(patient, BodyHandlers.ofString());
    decision.complete(Verdict.SEND);
    assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("ok");
    assertThat(gate.only().awaitEndings()).containsExactly("end"); // and no fault on the way
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFaultAfterTheVerdictSendsTheRequestAsItWasMade(boolean lasting) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpRequest faulty =
        new HttpRequestOf(request("/v1/echo")) {
          @Override
          public HttpHeaders headers() {
            int times = asked.incrementAndGet();
            if (times == 2 || (lasting && times > 2)) { // the first is the gate's
              throw new IllegalStateException("the application's own");
            }
            return super.headers();
          }
        };
    CompletableFuture<HttpResponse<String>> answer =
        hooked().sendAsync(faulty, BodyHandlers.ofString());
    decision.complete(Verdict.SEND);
    if (lasting) {
      assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
          .hasCauseInstanceOf(IllegalStateException.class);
      assertThat(server.received("/v1/echo")).isEmpty();
    } else {
      assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("ok");
      assertThat(server.received("/v1/echo")).hasSize(1);
    }
    assertThat(gate.only().awaitEndings()).singleElement().asString().startsWith("fail: ");
  }

  @Test
  void aFutureTheApplicationCompletesItselfEndsTheCall() {
    CompletableFuture<HttpResponse<String>> answer =
        hooked().sendAsync(request("/v1/echo"), BodyHandlers.ofString());
    answer.completeExceptionally(new IllegalStateException("enough"));
    decision.complete(Verdict.SEND);
    assertThat(gate.only().awaitEndings()).singleElement().asString().startsWith("fail: ");
    assertThat(server.received("/v1/echo")).isEmpty();
  }

  /** With the client's own future, too, what depends on it gets the cause wrapped. */
  @ParameterizedTest
  @ValueSource(strings = {"refused", "unreachable", "broken off", "too late", "plain"})
  void whatFailsReachesDependentsAsTheClientHasIt(String how) throws Exception {
    ScriptedAnswer script = new ScriptedAnswer();
    HttpRequest.Builder request = HttpRequest.newBuilder(request("/v1/echo"), (n, v) -> true);
    switch (how) {
      case "refused" -> decision.complete(new Verdict.Refuse(new IOException("no")));
      case "broken off" -> decision.complete(new Verdict.Answer(200, List.of(), -1, script));
      case "too late" -> request.timeout(Duration.ofMillis(100));
      default -> {
        decision.complete(Verdict.SEND);
        request.uri(URI.create("http://127.0.0.1:1/v1/echo"));
      }
    }
    HttpClient client = how.equals("plain") ? HttpClient.newHttpClient() : hooked();
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request.build(), BodyHandlers.ofString());
    CompletableFuture<Throwable> seen = answer.handle((response, error) -> error);
    if (how.equals("broken off")) {
      assertThat(script.fail(new IOException("reset"))).isTrue();
    }
    assertThat(seen.get(20, TimeUnit.SECONDS))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IOException.class);
    assertThatThrownBy(answer::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void cancellingWhatDependsOnTheFutureEndsTheCall() {
    CompletableFuture<?> dependent =
        hooked()
            .sendAsync(request("/v1/echo"), BodyHandlers.ofString())
            .thenApply(HttpResponse::body)
            .thenApply(String::length);
    assertThat(dependent.cancel(true)).isTrue();
    assertThat(dependent.isCancelled()).isTrue();
    assertThat(gate.only().awaitEndings()).singleElement().asString().startsWith("fail: ");
    decision.complete(Verdict.SEND);
    assertThat(server.received("/v1/echo")).isEmpty();
  }

  /** As with the client's own future: it is not told, and the exchange goes on. */
  @Test
  void cancellingWithoutInterruptionLeavesTheExchange() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    server.on(
        "/v1/slow",
        (request, reply) -> {
          asked.countDown();
          cancelled.await(20, TimeUnit.SECONDS);
          reply.whole(200, Map.of(), "ok".getBytes(UTF_8));
        });
    CompletableFuture<HttpResponse<String>> answer =
        hooked().sendAsync(request("/v1/slow"), BodyHandlers.ofString());
    decision.complete(Verdict.SEND);
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(answer.cancel(false)).isTrue();
    cancelled.countDown();
    assertThat(gate.only().awaitEndings()).containsExactly("end");
  }

  @Test
  void whatWasWaitedIsTakenFromTheRequestsTime() throws Exception {
    server.on(
        "/v1/slow",
        (request, reply) -> {
          TimeUnit.SECONDS.sleep(5);
          reply.whole(200, Map.of(), new byte[0]);
        });
    HttpRequest request =
        HttpRequest.newBuilder(server.uri("/v1/slow")).timeout(Duration.ofMillis(1500)).build();
    CompletableFuture<HttpResponse<String>> answer =
        hooked().sendAsync(request, BodyHandlers.ofString());
    long start = System.nanoTime();
    TimeUnit.MILLISECONDS.sleep(1000);
    decision.complete(Verdict.SEND);
    assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(HttpTimeoutException.class);
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(2400));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void piecesReachASubscriberOnTheClientsOwnThreadsOrTheCallers(boolean async) throws Exception {
    Set<String> seenOn = ConcurrentHashMap.newKeySet();
    ScriptedAnswer script = new ScriptedAnswer();
    decision.complete(new Verdict.Answer(200, List.of(), -1, script));
    Thread ours =
        OwnThreads.newThread("test", () -> seenOn.add("" + (script.give("a") && script.finish())));
    ours.start();
    BodyHandler<Void> handler = head -> BodySubscribers.fromSubscriber(new TellsItsThread(seenOn));
    if (async) {
      hooked().sendAsync(request("/v1/echo"), handler).get(20, TimeUnit.SECONDS);
    } else {
      hooked().send(request("/v1/echo"), handler);
    }
    ours.join();
    // the caller's own, where a piece was there before it was asked for
    String caller = Thread.currentThread().getName();
    assertThat(seenOn)
        .contains("true")
        .allMatch(name -> name.matches("true|like-HttpClient-Worker") || name.equals(caller));
  }

  @Test
  void pushedAnswersAreTheApplicationsToo() throws Exception {
    HttpResponse.PushPromiseHandler<String> pushes =
        (initial, pushed, acceptor) -> {
          throw new AssertionError("nothing pushes here");
        };
    HttpClient client = HttpClient.newHttpClient();
    List<Object> given = new ArrayList<>();
    HttpClient watched =
        new HookedClient(client, hook) {
          @Override
          public <T> CompletableFuture<HttpResponse<T>> sendAsync(
              HttpRequest request,
              BodyHandler<T> handler,
              HttpResponse.PushPromiseHandler<T> handlerOfPushes) {
            given.add(handlerOfPushes);
            return super.sendAsync(request, handler, handlerOfPushes);
          }
        };
    CompletableFuture<HttpResponse<String>> answer =
        watched.sendAsync(request("/v1/echo"), BodyHandlers.ofString(), pushes);
    decision.complete(Verdict.SEND);
    assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("ok");
    assertThat(given).containsExactly(pushes, pushes);
  }

  /** Virtual threads where this JDK has them; else as many platform threads. */
  @Test
  void manyCallersWaitOnThreadsOfTheirOwn() throws Exception {
    answeringLocally();
    HttpClient client = hooked();
    Executor callers = threadPerCall();
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      answers.add(CompletableFuture.supplyAsync(() -> call(client), callers));
    }
    Poll.until(Duration.ofSeconds(20), () -> gate.calls().size() == 300);
    assertThat(gate.calls()).hasSize(300);
    decision.complete(Verdict.SEND);
    for (CompletableFuture<String> answer : answers) {
      assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("local");
    }
  }

  private void answeringLocally() {
    gate.admitting(
        call ->
            new Verdict.Later(
                decision.thenApply(
                    then ->
                        new Verdict.Answer(
                            200, List.of(), 5, AnswerBody.of("local".getBytes(UTF_8))))));
  }

  private String call(HttpClient client) {
    try {
      return client.send(request("/v1/echo"), BodyHandlers.ofString()).body();
    } catch (Exception failed) {
      return failed.toString();
    }
  }

  private static Executor threadPerCall() {
    try {
      return (Executor) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException before21) {
      return Executors.newCachedThreadPool();
    }
  }

  private HttpClient hooked() {
    return new HookedClient(HttpClient.newHttpClient(), hook);
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(server.uri(path)).POST(BodyPublishers.ofString("{}")).build();
  }

  private record TellsItsThread(Set<String> names) implements Flow.Subscriber<List<ByteBuffer>> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
      names.add(Thread.currentThread().getName());
    }

    @Override
    public void onError(Throwable error) {
      names.add(error.toString());
    }

    @Override
    public void onComplete() {
      names.add(Thread.currentThread().getName());
    }
  }
}
