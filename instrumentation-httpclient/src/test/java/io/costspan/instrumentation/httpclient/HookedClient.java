// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import java.io.IOException;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * A real client that does what the code inlined into the JDK's private {@code sendAsync} does, and
 * around it what {@code send} and the public {@code sendAsync} do. The packaged agent proves the
 * inlining itself elsewhere.
 */
class HookedClient extends HttpClient {
  private final HttpClient client;
  private final HttpClientHook hook;
  private final Executor executor;

  HookedClient(HttpClient client, HttpClientHook hook) {
    this.client = client;
    this.hook = hook;
    this.executor = client.executor().orElseGet(HookedClient::asTheJdkMakesOne);
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<T>> future = null;
    try {
      future = inlined(request, handler, null, null);
      return future.get();
    } catch (InterruptedException e) {
      if (future != null) {
        future.cancel(true);
      }
      throw e;
    } catch (ExecutionException e) {
      throw asSendWould(e.getCause());
    }
  }

  private static Executor asTheJdkMakesOne() {
    return Executors.newCachedThreadPool(
        work -> {
          Thread thread = new Thread(work, "like-HttpClient-Worker");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** What the JDK's {@code send} makes of a failed future: its own types again, others wrapped. */
  private static IOException asSendWould(Throwable cause) {
    String message = cause.getMessage();
    if (cause instanceof IllegalArgumentException) {
      throw new IllegalArgumentException(message, cause);
    }
    if (cause instanceof HttpConnectTimeoutException) {
      return (IOException) new HttpConnectTimeoutException(message).initCause(cause);
    }
    if (cause instanceof HttpTimeoutException) {
      return (IOException) new HttpTimeoutException(message).initCause(cause);
    }
    if (cause instanceof ConnectException) {
      return (IOException) new ConnectException(message).initCause(cause);
    }
    return new IOException(message, cause);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    return sendAsync(request, handler, null);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushes) {
    return inlined(request, handler, pushes, executor);
  }

  @SuppressWarnings("unchecked")
  private <T> CompletableFuture<HttpResponse<T>> inlined(
      HttpRequest request,
      BodyHandler<T> handler,
      PushPromiseHandler<T> pushes,
      Executor executorOrNull) {
    Object[] plan = hook.enter(this, request, handler, pushes, executorOrNull);
    if (plan == null) {
      return client.sendAsync(request, handler, pushes);
    }
    if (plan[2] != null) {
      return (CompletableFuture<HttpResponse<T>>) plan[2];
    }
    CompletableFuture<HttpResponse<T>> future;
    try {
      future = client.sendAsync((HttpRequest) plan[0], (BodyHandler<T>) plan[1], pushes);
    } catch (Throwable thrown) {
      hook.exit(plan[3], null, thrown);
      throw thrown;
    }
    hook.exit(plan[3], future, null);
    return future;
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return client.newWebSocketBuilder();
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }
}
