// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.costspan.contract.AnswerBody;
import io.costspan.contract.BodyNeed;
import io.costspan.contract.Verdict;
import io.costspan.instrumentation.testing.gate.RecordingGate;
import io.costspan.instrumentation.testing.server.Http1Server;
import io.costspan.instrumentation.testing.server.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
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

/** What is particular to the JDK's client. */
@Timeout(60)
class HttpClientHookTest {
  private static final byte[] BODY = "{}".getBytes(UTF_8);

  private final CountDownLatch over = new CountDownLatch(1);
  private final Http1Server server = new Http1Server();
  private final RecordingGate gate = new RecordingGate();
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void serve() {
    server.on("/v1/echo", (request, reply) -> reply.whole(200, Map.of(), "ok".getBytes(UTF_8)));
    server.on(
        "/v1/endless",
        (request, reply) -> {
          reply.head(200, Map.of(), Reply.UNKNOWN);
          reply.write("first");
          over.await(20, TimeUnit.SECONDS);
        });
  }

  @AfterEach
  void close() {
    over.countDown();
    server.close();
  }

  @Test
  void anUnchangedCallKeepsItsRequestAndItsFuture() {
    HttpRequest request = post("/v1/echo");
    Object[] plan =
        new HttpClientHook(gate).enter(client, request, BodyHandlers.ofString(), null, null);
    assertThat(plan[0]).isSameAs(request);
    assertThat(plan[2]).isNull();
  }

  /** Asking a stream for its usage is worth no other way of making the call. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBodyThatIsNotAtHandIsLeftToTheClient(boolean async) throws Exception {
    gate.needing(BodyNeed.IF_AT_HAND);
    AtomicInteger subscribed = new AtomicInteger();
    BodyPublisher source = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(BODY));
    BodyPublisher counting =
        BodyPublishers.fromPublisher(
            subscriber -> {
              subscribed.incrementAndGet();
              source.subscribe(subscriber);
            });
    HttpRequest request = HttpRequest.newBuilder(server.uri("/v1/echo")).POST(counting).build();
    Executor executor = async ? Executors.newSingleThreadExecutor() : null;
    Object[] plan =
        new HttpClientHook(gate).enter(client, request, BodyHandlers.ofString(), null, executor);
    assertThat(plan[2]).as("a future of ours").isNull();
    assertThat(subscribed).hasValue(0);
    assertThat(client.send((HttpRequest) plan[0], BodyHandlers.ofString()).body()).isEqualTo("ok");
    assertThat(gate.only().admittedBody()).isNull();
    assertThat(gate.only().requestBodies())
        .singleElement()
        .satisfies(sent -> assertThat(sent.text()).isEqualTo("{}"));
  }

  @Test
  void aCancelledSubscriptionEndsTheCall() throws Exception {
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> response =
        hooked().send(post("/v1/endless"), BodyHandlers.ofPublisher());
    response.body().subscribe(new TakesOne());
    assertThat(gate.only().awaitEndings()).containsExactly("abort");
    assertThat(gate.only().answer().text()).isEqualTo("first");
  }

  @Test
  void anAbandonedBodyIsEndedInTheEnd() throws Exception {
    HttpClientHook hook = new HttpClientHook(gate, new AbandonedBodies(Duration.ofMillis(300)));
    HttpResponse<InputStream> response =
        new HookedClient(client, hook).send(post("/v1/endless"), BodyHandlers.ofInputStream());
    assertThat(gate.only().awaitEndings()).containsExactly("abort");
    response.body().close();
  }

  @Test
  void aBodyThatIsReadSlowlyIsNotAbandoned() throws Exception {
    server.on(
        "/v1/slow",
        (request, reply) -> {
          reply.head(200, Map.of(), Reply.UNKNOWN);
          for (int i = 0; i < 20; i++) {
            reply.write("x");
            TimeUnit.MILLISECONDS.sleep(100);
          }
        });
    HttpClientHook hook = new HttpClientHook(gate, new AbandonedBodies(Duration.ofSeconds(1)));
    HttpResponse<String> response =
        new HookedClient(client, hook).send(post("/v1/slow"), BodyHandlers.ofString());
    assertThat(response.body()).hasSize(20);
    assertThat(gate.only().awaitEndings()).containsExactly("end");
  }

  @Test
  void aHandlerThatThrowsFailsTheSameAndEndsTheCall() {
    BodyHandler<String> throwing =
        head -> {
          throw new IllegalStateException("the application's own");
        };
    assertThatThrownBy(() -> hooked().send(post("/v1/echo"), throwing))
        .isInstanceOf(IOException.class)
        .hasRootCauseMessage("the application's own");
    assertThat(gate.only().awaitEndings()).singleElement().asString().startsWith("abort");
  }

  @Test
  void aLocalAnswerSuitsHandlersThatStreamAndMap() throws Exception {
    gate.admitting(
        call -> new Verdict.Answer(200, List.of(), -1, AnswerBody.of("a\nb".getBytes(UTF_8))));
    assertThat(hooked().send(post("/v1/echo"), BodyHandlers.ofLines()).body())
        .containsExactly("a", "b");
    BodyHandler<Integer> mapping =
        head -> BodySubscribers.mapping(BodySubscribers.ofString(UTF_8), String::length);
    HttpResponse<Integer> response =
        hooked().sendAsync(post("/v1/echo"), mapping).get(20, TimeUnit.SECONDS);
    assertThat(response.body()).isEqualTo(3);
    assertThat(response.uri()).isEqualTo(server.uri("/v1/echo"));
    assertThat(server.received("/v1/echo")).isEmpty();
  }

  @Test
  void aCallThatIsNotOursAllocatesNothing() {
    HttpClientHook hook = new HttpClientHook(gate);
    HttpRequest elsewhere = HttpRequest.newBuilder(server.uri("/elsewhere")).build();
    BodyHandler<String> handler = BodyHandlers.ofString();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int rounds = 100_000;
    long allocated = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 3 && allocated > rounds; attempt++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < rounds; i++) {
        if (hook.enter(client, elsewhere, handler, null, null) != null) {
          throw new AssertionError("not ours");
        }
      }
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
    }
    assertThat(allocated).as("bytes for %s calls", rounds).isLessThan(rounds);
  }

  @Test
  void nothingOfTheApplicationIsKept() throws Exception {
    HttpClient hooked = hooked();
    WeakReference<Object> handler = callOnce(hooked);
    for (int i = 0; i < 100 && handler.get() != null; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(handler.get()).isNull();
    assertThat(hooked.version()).isEqualTo(client.version());
  }

  private WeakReference<Object> callOnce(HttpClient hooked) throws Exception {
    byte[] witness = new byte[16];
    BodyHandler<Integer> handler =
        head -> BodySubscribers.mapping(BodySubscribers.ofString(UTF_8), body -> witness.length);
    assertThat(hooked.send(post("/v1/echo"), handler).body()).isEqualTo(16);
    gate.only().awaitEndings();
    return new WeakReference<>(handler);
  }

  private HttpClient hooked() {
    return new HookedClient(client, new HttpClientHook(gate));
  }

  private HttpRequest post(String path) {
    return HttpRequest.newBuilder(server.uri(path)).POST(BodyPublishers.ofString("{}")).build();
  }

  private static final class TakesOne implements Flow.Subscriber<List<ByteBuffer>> {
    private Flow.Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
      subscription.cancel();
    }

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onComplete() {}
  }
}
