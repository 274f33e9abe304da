// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.contract.CallGate;
import io.costspan.instrumentation.testing.client.CallMode;
import io.costspan.instrumentation.testing.client.ClientOptions;
import io.costspan.instrumentation.testing.client.ClientUnderTest;
import io.costspan.instrumentation.testing.client.LiveResponse;
import io.costspan.instrumentation.testing.client.Outcome;
import io.costspan.instrumentation.testing.client.TestBody;
import io.costspan.instrumentation.testing.client.TestRequest;
import io.costspan.instrumentation.testing.server.TestTls;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.Call;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp as an application uses it, built the way the code edited into it builds it. */
final class OkHttpUnderTest implements ClientUnderTest {
  private final OkHttpHook hook;
  private final OkHttpClient client;

  OkHttpUnderTest(CallGate gate, ClientOptions options) {
    this(gate, builder(options));
  }

  OkHttpUnderTest(CallGate gate, OkHttpClient.Builder builder) {
    hook = gate == null ? null : new OkHttpHook(gate);
    client = build(builder);
  }

  private static OkHttpClient.Builder builder(ClientOptions options) {
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .readTimeout(30, TimeUnit.SECONDS)
            .followRedirects(options.followRedirects())
            // without us, too, OkHttp tries again for ever where each HTTP/2 connection breaks
            .retryOnConnectionFailure(!options.http2())
            .protocols(
                options.http2()
                    ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)
                    : List.of(Protocol.HTTP_1_1));
    trustTestServer(builder);
    if (options.password() != null) {
      String credentials = Credentials.basic("test", options.password());
      builder.authenticator(
          (route, response) ->
              response.request().newBuilder().header("Authorization", credentials).build());
    }
    return builder;
  }

  /** With the trust manager beside the factory where that is possible: later versions insist. */
  private static void trustTestServer(OkHttpClient.Builder builder) {
    SSLSocketFactory sockets = TestTls.clientContext().getSocketFactory();
    try {
      OkHttpClient.Builder.class
          .getMethod("sslSocketFactory", SSLSocketFactory.class, X509TrustManager.class)
          .invoke(builder, sockets, TestTls.trustManager());
    } catch (NoSuchMethodException oldest) {
      builder.sslSocketFactory(sockets);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  OkHttpClient client() {
    return client;
  }

  /** As the edited {@code OkHttpClient.<init>} does. */
  OkHttpClient build(OkHttpClient.Builder builder) {
    if (hook != null) {
      hook.clientBuilt(builder);
    }
    return builder.build();
  }

  /** As the edited {@code OkHttpClient.newCall} does. */
  Call newCall(OkHttpClient from, Request request) {
    Call call = from.newCall(request);
    if (hook != null) {
      hook.newCall(from, request, call);
    }
    return call;
  }

  @Override
  public Outcome send(TestRequest request) {
    try {
      return outcome(newCall(request).execute());
    } catch (Exception error) {
      return Outcome.failed(error);
    }
  }

  @Override
  public PendingCall start(TestRequest request) {
    Call call = newCall(request);
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    CompletableFuture<Thread> heard = new CompletableFuture<>();
    call.enqueue(
        new Callbacks(
            response -> {
              heard.complete(Thread.currentThread());
              try {
                outcome.complete(outcome(response));
              } catch (Exception error) {
                outcome.complete(Outcome.failed(error));
              }
            },
            error -> {
              heard.complete(Thread.currentThread());
              outcome.complete(Outcome.failed(error));
            }));
    return new PendingCall() {
      @Override
      public Thread calledBackOn() {
        return heard.join();
      }

      @Override
      public Outcome await() {
        try {
          return outcome.get(30, TimeUnit.SECONDS);
        } catch (Exception error) {
          return Outcome.failed(error);
        }
      }

      @Override
      public void cancel() {
        call.cancel();
      }
    };
  }

  @Override
  public LiveResponse open(CallMode mode, TestRequest request) throws Exception {
    Call call = newCall(request);
    if (mode == CallMode.SYNC) {
      return new OkHttpLiveResponse(call.execute());
    }
    CompletableFuture<Response> head = new CompletableFuture<>();
    call.enqueue(new Callbacks(head::complete, head::completeExceptionally));
    try {
      return new OkHttpLiveResponse(head.get(30, TimeUnit.SECONDS));
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Exception cause ? cause : failed;
    }
  }

  @Override
  public String firstWebSocketMessage(URI url) throws Exception {
    return WebSockets.firstMessage(client, new Request.Builder().url(url.toString()).build());
  }

  /** A chain does not tell its call before 3.9. */
  @Override
  public boolean tellsOfCancellation() {
    return LaterMethods.CHAIN_CALL != null;
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private Call newCall(TestRequest made) {
    OkHttpClient from = client;
    if (made.timeout() != null) {
      from =
          build(client.newBuilder().readTimeout(made.timeout().toMillis(), TimeUnit.MILLISECONDS));
    }
    Request.Builder request = new Request.Builder().url(made.url().toString());
    made.headers().forEach(request::header);
    if (made.expectContinue()) {
      request.header("Expect", "100-continue");
    }
    boolean bodiless = made.body().kind() == TestBody.Kind.NONE;
    request.method(made.method(), bodiless ? null : new SentBody(made.body()));
    return newCall(from, request.build());
  }

  private static Outcome outcome(Response response) throws IOException {
    byte[] body = response.body().bytes();
    return Outcome.of(response.code(), response.headers().toMultimap(), body);
  }
}
