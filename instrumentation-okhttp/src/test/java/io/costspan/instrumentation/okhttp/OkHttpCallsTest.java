// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.costspan.contract.AnswerBody;
import io.costspan.contract.BodyNeed;
import io.costspan.contract.Verdict;
import io.costspan.instrumentation.testing.client.TestBody;
import io.costspan.instrumentation.testing.gate.RecordingGate;
import io.costspan.instrumentation.testing.gate.ScriptedAnswer;
import io.costspan.instrumentation.testing.server.Http1Server;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ref.WeakReference;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is particular to OkHttp; what all clients have in common is in the contract. */
@Timeout(60)
class OkHttpCallsTest {
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  private final Http1Server server = new Http1Server();
  private final RecordingGate gate = new RecordingGate();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theVersionUnderTestIsTheOneThatRuns() throws Exception {
    serve(200, "{}");
    assertThat(execute(under(builder()), post("{}")).body().string()).isEqualTo("{}");
    assertThat(server.received("/v1/chat").get(0).header("user-agent"))
        .isEqualTo("okhttp/" + System.getProperty("okhttp.under.test"));
  }

  @Test
  void attemptsOfAnInterceptorAboveAreCallsOfTheirOwn() throws Exception {
    AtomicInteger served = new AtomicInteger();
    server.on(
        "/v1/chat",
        (request, reply) ->
            reply.whole(served.incrementAndGet() < 3 ? 503 : 200, JSON, "{}".getBytes(UTF_8)));
    Interceptor retrying =
        chain -> {
          Response response = chain.proceed(chain.request());
          while (response.code() == 503) {
            response.body().close();
            response = chain.proceed(chain.request());
          }
          return response;
        };
    Response response = execute(under(builder().addInterceptor(retrying)), post("{}"));
    assertThat(response.code()).isEqualTo(200);
    assertThat(response.body().string()).isEqualTo("{}");
    assertThat(gate.calls()).hasSize(3);
    assertThat(gate.calls().get(0).endings()).containsExactly("abort");
    assertThat(gate.calls().get(2).endings()).containsExactly("end");
    assertThat(server.received("/v1/chat")).hasSize(3);
  }

  @Test
  void whatInterceptorsAboveChangedIsWhatTheGateSees() throws Exception {
    serve(200, "{}");
    Interceptor changing =
        chain ->
            chain.proceed(
                chain.request().newBuilder().header("content-type", "text/x-changed").build());
    execute(
            under(builder().addInterceptor(changing)),
            new Request.Builder().url(url()).post(new SentBody(body("{}"))).build())
        .body()
        .close();
    assertThat(gate.only().contentType()).isEqualTo("text/x-changed");
  }

  @Test
  void anInterceptorThatAnswersItselfIsNotOurs() throws Exception {
    Interceptor answering =
        chain ->
            LocalAnswer.response(
                chain.request(),
                new Verdict.Answer(200, List.of(), 2, AnswerBody.of("{}".getBytes(UTF_8))),
                new Patience(chain));
    Response response = execute(under(builder().addInterceptor(answering)), post("{}"));
    assertThat(response.body().string()).isEqualTo("{}");
    assertThat(gate.calls()).isEmpty();
  }

  @Test
  void copiesOfAClientAskOnce() throws Exception {
    serve(200, "{}");
    OkHttpUnderTest under = under(builder());
    OkHttpClient copy = under.client();
    for (int i = 0; i < 5; i++) {
      copy = under.build(copy.newBuilder());
    }
    Response response = under.newCall(copy, post("{}")).execute();
    assertThat(response.body().string()).isEqualTo("{}");
    assertThat(gate.only().awaitEndings()).containsExactly("end");
  }

  @Test
  void theResponseNamesTheApplicationsOwnRequest() throws Exception {
    serve(200, "{}");
    gate.needing(BodyNeed.WHILE_SENDING)
        .admitting(Verdict.Send.withHeaders(Map.of("traceparent", "00-0a-0b-01")));
    Request request = post("{}");
    Response response = execute(under(builder()), request);
    assertThat(response.body().string()).isEqualTo("{}");
    assertThat(server.received("/v1/chat").get(0).header("traceparent")).isEqualTo("00-0a-0b-01");
    assertThat(gate.only().sentTraceparent()).isEqualTo("00-0a-0b-01");
    if (LaterMethods.CHAIN_CALL != null) { // older ones hand back a request of their own making
      assertThat(response.request()).isSameAs(request);
    }
  }

  @Test
  void nothingIsChangedWhereNothingIsWanted() throws Exception {
    serve(200, "{}");
    Request request = post("{}");
    CompletableFuture<Request> proceeded = new CompletableFuture<>();
    Response response =
        execute(
            under(
                builder()
                    .addNetworkInterceptor(
                        chain -> {
                          proceeded.complete(chain.request());
                          return chain.proceed(chain.request());
                        })),
            request);
    response.body().close();
    assertThat(proceeded.get().body()).isSameAs(request.body());
  }

  @Test
  void aBodyReadToItsKnownLengthHasEnded() throws Exception {
    serve(200, "{\"a\":1}");
    Response response = execute(under(builder()), post("{}"));
    assertThat(response.body().source().readUtf8(7)).isEqualTo("{\"a\":1}");
    assertThat(gate.only().endings()).containsExactly("end");
    response.body().close();
    assertThat(gate.only().endings()).containsExactly("end");
  }

  @Test
  void aForgottenBodyIsNoticed() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    server.on(
        "/v1/chat",
        (request, reply) -> {
          reply.head(200, JSON, -1);
          reply.write("{");
          over.await(30, TimeUnit.SECONDS);
        });
    forget(under(builder()));
    for (int i = 0; i < 100 && gate.only().endings().isEmpty(); i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(50);
    }
    over.countDown();
    assertThat(gate.only().endings()).containsExactly("abort");
  }

  private void forget(OkHttpUnderTest under) throws IOException {
    assertThat(execute(under, post("{}")).code()).isEqualTo(200);
  }

  @Test
  void aStreamThatOutlivesItsResponseIsNotForgotten() throws Exception {
    serve(200, "{\"a\":1}");
    Response response = execute(under(builder()), post("{}"));
    var stream = response.body().byteStream();
    WeakReference<Response> gone = new WeakReference<>(response);
    response = null;
    for (int i = 0; i < 50 && gone.get() != null; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(gate.only().endings()).isEmpty();
    assertThat(stream.read()).isEqualTo('{');
    stream.close();
  }

  @Test
  void aDuplexBodyIsNeverRead() throws Exception {
    gate.needing(BodyNeed.BEFORE_SENDING)
        .admitting(new Verdict.Answer(200, List.of(), 0, AnswerBody.of(new byte[0])));
    AtomicInteger writes = new AtomicInteger();
    RequestBody duplex = new DuplexBody(writes);
    Request request = new Request.Builder().url(url()).post(duplex).build();
    execute(under(builder()), request).body().close();
    assertThat(writes).hasValue(0); // before 3.13, its unknown length alone forbids it
    assertThat(gate.only().admittedBody()).isNull();
  }

  @Test
  void aLocalAnswerIsMarkedAsOkHttpMarksOne() throws Exception {
    gate.admitting(
        new Verdict.Answer(
            402,
            List.of(Map.entry("content-type", "application/json")),
            2,
            AnswerBody.of("{}".getBytes(UTF_8))));
    Request request = post("{}");
    Response response = execute(under(builder()), request);
    assertThat(response.code()).isEqualTo(402);
    assertThat(response.message()).isEqualTo("Payment Required");
    assertThat(response.networkResponse()).isNull();
    assertThat(response.request()).isSameAs(request);
    assertThat(response.body().contentType()).isEqualTo(MediaType.parse("application/json"));
    assertThat(response.body().contentLength()).isEqualTo(2);
    assertThat(response.body().string()).isEqualTo("{}");
  }

  @Test
  void aLocalAnswerThatStallsTimesOutAsTheNetworkWould() throws Exception {
    ScriptedAnswer answer = new ScriptedAnswer();
    gate.admitting(new Verdict.Answer(200, List.of(), -1, answer));
    Response response = execute(under(builder()), post("{}"));
    // set by the reader itself: before 3.9 the client's own cannot be asked for
    response.body().source().timeout().timeout(100, TimeUnit.MILLISECONDS);
    assertThatThrownBy(() -> response.body().string()).isInstanceOf(SocketTimeoutException.class);
    assertThat(answer.closes()).isEqualTo(1);
  }

  @Test
  void cancellingEndsTheWaitForALocalAnswer() throws Exception {
    ScriptedAnswer answer = new ScriptedAnswer();
    gate.admitting(new Verdict.Answer(200, List.of(), -1, answer));
    OkHttpUnderTest under = under(builder());
    Call call = under.newCall(under.client(), post("{}"));
    Response response = call.execute();
    Thread reader = Thread.currentThread();
    after(
        () -> {
          call.cancel();
          if (LaterMethods.CHAIN_CALL == null) {
            reader.interrupt(); // before 3.9 a cancelled call cannot be seen
          }
        });
    assertThatThrownBy(() -> response.body().string()).isInstanceOf(IOException.class);
    assertThat(Thread.interrupted()).isEqualTo(LaterMethods.CHAIN_CALL == null);
    assertThat(answer.closes()).isEqualTo(1);
  }

  @Test
  void interruptingEndsTheWaitForAVerdict() {
    gate.admitting(new Verdict.Later(new CompletableFuture<>()));
    Thread caller = Thread.currentThread();
    after(caller::interrupt);
    assertThatThrownBy(() -> execute(under(builder()), post("{}")))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(gate.only().endings()).hasSize(1);
    assertThat(server.received("/v1/chat")).isEmpty();
  }

  @Test
  void aRewrittenBodyLeavesNothingStale() throws Exception {
    serve(200, "{}");
    gate.needing(BodyNeed.BEFORE_SENDING)
        .admitting(
            new Verdict.Send(
                null, Map.of("x-rewritten", "yes"), ByteBuffer.wrap("[12345]".getBytes(UTF_8))));
    Request request = post("{}").newBuilder().header("Content-MD5", "old").build();
    execute(under(builder()), request).body().close();
    var received = server.received("/v1/chat").get(0);
    assertThat(received.text()).isEqualTo("[12345]");
    assertThat(received.header("content-length")).isEqualTo("7");
    assertThat(received.header("content-md5")).isNull();
    assertThat(received.header("x-rewritten")).isEqualTo("yes");
    assertThat(received.header("content-type")).startsWith("application/json");
  }

  @Test
  void callsInFlightKeepApart() throws Exception {
    server.on(
        "/v1/chat", (request, reply) -> reply.whole(200, JSON, request.text().getBytes(UTF_8)));
    OkHttpUnderTest under = under(builder());
    Thread[] threads = new Thread[8];
    AtomicInteger wrong = new AtomicInteger();
    for (int t = 0; t < threads.length; t++) {
      String text = "\"" + t + "\"";
      threads[t] =
          new Thread(
              () -> {
                for (int i = 0; i < 50; i++) {
                  try {
                    if (!execute(under, post(text)).body().string().equals(text)) {
                      wrong.incrementAndGet();
                    }
                  } catch (IOException e) {
                    wrong.incrementAndGet();
                  }
                }
              });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wrong).hasValue(0);
    assertThat(gate.calls()).hasSize(400);
    assertThat(gate.calls()).allMatch(call -> call.endings().equals(List.of("end")));
  }

  private static void after(Runnable action) {
    CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS).execute(action);
  }

  private void serve(int status, String text) {
    server.on("/v1/chat", (request, reply) -> reply.whole(status, JSON, text.getBytes(UTF_8)));
  }

  private OkHttpUnderTest under(OkHttpClient.Builder builder) {
    return new OkHttpUnderTest(gate, builder);
  }

  private static OkHttpClient.Builder builder() {
    return new OkHttpClient.Builder().readTimeout(20, TimeUnit.SECONDS);
  }

  private static Response execute(OkHttpUnderTest under, Request request) throws IOException {
    return under.newCall(under.client(), request).execute();
  }

  private String url() {
    return server.uri("/v1/chat").toString();
  }

  private Request post(String text) {
    return new Request.Builder()
        .url(url())
        .post(RequestBody.create(MediaType.parse("application/json"), text))
        .build();
  }

  private static TestBody body(String text) {
    return TestBody.of(TestBody.Kind.BYTES, text);
  }

  /** A body that the application writes while it reads the answer. */
  static final class DuplexBody extends RequestBody {
    private final AtomicInteger writes;

    DuplexBody(AtomicInteger writes) {
      this.writes = writes;
    }

    @Override
    public MediaType contentType() {
      return null;
    }

    /** Overrides OkHttp's own from 3.13 on. */
    public boolean isDuplex() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) {
      writes.incrementAndGet();
    }
  }
}
