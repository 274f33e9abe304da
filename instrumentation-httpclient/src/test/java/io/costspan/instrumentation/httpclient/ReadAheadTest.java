// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.contract.BodyNeed;
import io.costspan.contract.Verdict;
import io.costspan.instrumentation.testing.gate.Poll;
import io.costspan.instrumentation.testing.gate.RecordingGate;
import io.costspan.instrumentation.testing.server.Http1Server;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of publishers of every kind, wanted before they are sent. */
@Timeout(60)
class ReadAheadTest {
  private static final String ALL = "one two three four ";

  private final Http1Server server = new Http1Server();
  private final RecordingGate gate = new RecordingGate().needing(BodyNeed.BEFORE_SENDING);
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpClient hooked = new HookedClient(client, new HttpClientHook(gate));

  @BeforeEach
  void serve() {
    server.on(
        "/v1/echo", (request, reply) -> reply.whole(200, Map.of(), request.text().getBytes(UTF_8)));
  }

  @AfterEach
  void close() {
    server.close();
  }

  static Stream<String> sources() {
    return Stream.of("stream", "arrays", "file", "own", "ownOfKnownLength");
  }

  @ParameterizedTest
  @MethodSource("sources")
  void isReadOnceAndSentAsItIs(String source, @TempDir Path folder) throws Exception {
    for (boolean async : new boolean[] {false, true}) {
      Publishing publisher = new Publishing(source, folder);
      assertThat(exchange(publisher, async)).isEqualTo(ALL);
      assertThat(publisher.subscribed).hasValue(1);
    }
    assertThat(gate.calls())
        .hasSize(2)
        .allSatisfy(
            call -> {
              assertThat(call.admittedBody()).isEqualTo(ALL);
              assertThat(call.requestBodies()).isEmpty();
            });
  }

  @ParameterizedTest
  @MethodSource("sources")
  void losesNothingPastTheLimit(String source, @TempDir Path folder) throws Exception {
    gate.limitedTo(7);
    for (boolean async : new boolean[] {false, true}) {
      Publishing publisher = new Publishing(source, folder);
      assertThat(exchange(publisher, async)).isEqualTo(ALL);
      assertThat(publisher.subscribed).hasValue(1);
    }
    assertThat(gate.calls())
        .hasSize(2)
        .allSatisfy(
            call -> {
              assertThat(call.admittedBody()).isNull();
              assertThat(call.requestBodies())
                  .singleElement()
                  .satisfies(sent -> assertThat(sent.text()).isEqualTo(ALL));
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isWaitedForWhereItComesFromAnotherThread(boolean async) throws Exception {
    SubmissionPublisher<ByteBuffer> source = new SubmissionPublisher<>();
    CompletableFuture<String> answer =
        CompletableFuture.supplyAsync(
            () -> exchange(BodyPublishers.fromPublisher(source), async),
            Executors.newSingleThreadExecutor());
    Poll.until(Duration.ofSeconds(10), () -> source.getNumberOfSubscribers() > 0);
    submit(source, ALL);
    source.close();
    assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(ALL);
    assertThat(gate.only().admittedBody()).isEqualTo(ALL);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isNotWaitedForTooLong(boolean async) throws Exception {
    SubmissionPublisher<ByteBuffer> source = new SubmissionPublisher<>();
    CompletableFuture<String> answer =
        CompletableFuture.supplyAsync(
            () -> exchange(BodyPublishers.fromPublisher(source), async),
            Executors.newSingleThreadExecutor());
    Poll.until(Duration.ofSeconds(10), () -> source.getNumberOfSubscribers() > 0);
    submit(source, "first ");
    Poll.until(
        Duration.ofSeconds(10), () -> !gate.calls().isEmpty() && gate.only().admissions() > 0);
    assertThat(gate.only().admissions()).isEqualTo(1);
    submit(source, "rest");
    source.close();
    assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("first rest");
    assertThat(gate.only().admittedBody()).isNull();
    assertThat(gate.only().requestBodies())
        .singleElement()
        .satisfies(sent -> assertThat(sent.text()).isEqualTo("first rest"));
  }

  @Test
  void aRedirectSendsTheSameAgain() throws Exception {
    server.on(
        "/v1/moved",
        (request, reply) ->
            reply.whole(307, Map.of("location", server.uri("/v1/echo").toString()), new byte[0]));
    HttpClient following =
        new HookedClient(
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build(),
            new HttpClientHook(gate));
    Publishing once = new Publishing("own", Path.of("."));
    HttpRequest request = HttpRequest.newBuilder(server.uri("/v1/moved")).POST(once).build();
    assertThat(following.send(request, BodyHandlers.ofString()).body()).isEqualTo(ALL);
    assertThat(once.subscribed).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatBreaksFailsTheCall(boolean async) {
    BodyPublisher breaking =
        BodyPublishers.ofInputStream(
            () ->
                new SequenceInputStream(
                    new ByteArrayInputStream(ALL.getBytes(UTF_8)), new Breaking()));
    assertThat(exchange(breaking, async)).startsWith("failed: ");
    assertThat(gate.only().awaitEndings()).singleElement().asString().startsWith("fail: ");
  }

  @Test
  void whatIsNotSentIsCancelled() throws Exception {
    gate.limitedTo(3).admitting(new Verdict.Refuse(new IOException("no")));
    SubmissionPublisher<ByteBuffer> source = new SubmissionPublisher<>();
    CompletableFuture<HttpResponse<String>> answer =
        hooked.sendAsync(request(BodyPublishers.fromPublisher(source)), BodyHandlers.ofString());
    Poll.until(Duration.ofSeconds(10), () -> source.getNumberOfSubscribers() > 0);
    submit(source, "more than is wanted");
    assertThat(answer.handle((r, e) -> e).get(20, TimeUnit.SECONDS)).hasMessageContaining("no");
    Poll.until(Duration.ofSeconds(10), () -> source.getNumberOfSubscribers() == 0);
    assertThat(source.getNumberOfSubscribers()).isZero();
    assertThat(server.received("/v1/echo")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatTheClientNeverCameToIsCancelled(boolean async) throws Exception {
    gate.limitedTo(3);
    AtomicBoolean cancelled = new AtomicBoolean();
    BodyPublisher endless =
        BodyPublishers.fromPublisher(to -> to.onSubscribe(new Endless(to, cancelled)));
    int nobody;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobody = socket.getLocalPort();
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + nobody + "/v1/echo"))
            .POST(endless)
            .build();
    assertThatThrownBy(
            () -> {
              if (async) {
                hooked.sendAsync(request, BodyHandlers.ofString()).get(20, TimeUnit.SECONDS);
              } else {
                hooked.send(request, BodyHandlers.ofString());
              }
            })
        .isInstanceOf(Exception.class);
    Poll.until(Duration.ofSeconds(10), cancelled::get);
    assertThat(cancelled).isTrue();
  }

  @Test
  void theRequestsTimeRunsWhileItIsRead() {
    SubmissionPublisher<ByteBuffer> silent = new SubmissionPublisher<>();
    HttpRequest request =
        HttpRequest.newBuilder(server.uri("/v1/echo"))
            .timeout(Duration.ofMillis(200))
            .POST(BodyPublishers.fromPublisher(silent))
            .build();
    long start = System.nanoTime();
    CompletableFuture<HttpResponse<String>> answer =
        hooked.sendAsync(request, BodyHandlers.ofString());
    assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(HttpTimeoutException.class);
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(900));
    assertThat(gate.only().awaitEndings()).singleElement().asString().startsWith("fail: ");
    assertThat(gate.only().admissions()).isZero();
  }

  /** One thread, and it is the caller's: nobody else can come to reading. */
  @Test
  void aBusyExecutorLosesNothing() throws Exception {
    ExecutorService one = Executors.newSingleThreadExecutor();
    HttpClient own = HttpClient.newBuilder().executor(one).build();
    HttpClient busy = new HookedClient(own, new HttpClientHook(gate));
    CountDownLatch read = new CountDownLatch(1);
    one.execute(
        () -> {
          try {
            read.await(20, TimeUnit.SECONDS);
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
        });
    CompletableFuture<String> answer =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return busy.send(
                        request(new Publishing("own", Path.of("."))), BodyHandlers.ofString())
                    .body();
              } catch (IOException | InterruptedException failed) {
                return failed.toString();
              }
            },
            Executors.newSingleThreadExecutor());
    Poll.until(
        Duration.ofSeconds(10), () -> !gate.calls().isEmpty() && gate.only().admissions() > 0);
    read.countDown();
    assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(ALL);
    one.shutdown();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFaultOfOursLosesNoBodyThatWasRead(boolean async) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpRequest once = request(new Publishing("own", Path.of(".")));
    HttpRequest faulty =
        new HttpRequestOf(once) {
          @Override
          public HttpHeaders headers() {
            if (asked.incrementAndGet() == 2) { // the first is the gate's, the second ours
              throw new IllegalStateException("a fault on the way");
            }
            return super.headers();
          }
        };
    HttpResponse<String> response =
        async
            ? hooked.sendAsync(faulty, BodyHandlers.ofString()).get(20, TimeUnit.SECONDS)
            : hooked.send(faulty, BodyHandlers.ofString());
    assertThat(response.body()).isEqualTo(ALL);
    assertThat(asked).hasValueGreaterThan(1);
    assertThat(server.received("/v1/echo")).hasSize(1);
    assertThat(gate.only().awaitEndings()).singleElement().asString().startsWith("fail: ");
  }

  private String exchange(BodyPublisher body, boolean async) {
    try {
      return async
          ? hooked
              .sendAsync(request(body), BodyHandlers.ofString())
              .get(20, TimeUnit.SECONDS)
              .body()
          : hooked.send(request(body), BodyHandlers.ofString()).body();
    } catch (ExecutionException | IOException failed) {
      return "failed: " + failed;
    } catch (Exception other) {
      throw new AssertionError(other);
    }
  }

  private HttpRequest request(BodyPublisher body) {
    return HttpRequest.newBuilder(server.uri("/v1/echo")).POST(body).build();
  }

  private static void submit(SubmissionPublisher<ByteBuffer> to, String text) {
    to.submit(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  /** A publisher of each kind, that counts its subscribers. */
  private static final class Publishing implements BodyPublisher {
    final AtomicInteger subscribed = new AtomicInteger();
    private final BodyPublisher source;

    Publishing(String kind, Path folder) throws IOException {
      byte[] bytes = ALL.getBytes(UTF_8);
      this.source =
          switch (kind) {
            case "stream" -> BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
            case "arrays" ->
                BodyPublishers.ofByteArrays(
                    Stream.of(ALL.split("(?<= )")).map(word -> word.getBytes(UTF_8)).toList());
            case "file" -> BodyPublishers.ofFile(Files.write(folder.resolve("body"), bytes));
            case "own" -> BodyPublishers.fromPublisher(new Reusing(bytes));
            default -> BodyPublishers.fromPublisher(new Reusing(bytes), bytes.length);
          };
    }

    @Override
    public long contentLength() {
      return source.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      subscribed.incrementAndGet();
      source.subscribe(subscriber);
    }
  }

  /** Gives what it is asked for, without an end. */
  private record Endless(Flow.Subscriber<? super ByteBuffer> to, AtomicBoolean cancelled)
      implements Flow.Subscription {
    @Override
    public void request(long n) {
      for (long i = 0; i < n && !cancelled.get(); i++) {
        to.onNext(ByteBuffer.wrap(ALL.getBytes(UTF_8)));
      }
    }

    @Override
    public void cancel() {
      cancelled.set(true);
    }
  }

  private static final class Breaking extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("the application's own body broke");
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return read();
    }
  }
}
