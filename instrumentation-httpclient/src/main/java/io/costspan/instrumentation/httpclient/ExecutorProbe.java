// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.guard.Handover;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Asks a client for the executor it works on, which {@code HttpClient.executor()} tells only where
 * the application chose it: the asynchronous call passes it to the very method that our hook is in,
 * and the hook answers this request itself. A hook that should not be there sends nothing either:
 * the client refuses the method.
 */
final class ExecutorProbe extends HttpRequest {
  private static final URI NOWHERE = URI.create("http://costspan.invalid/");
  private static final HttpHeaders NONE = HttpHeaders.of(Map.of(), (name, value) -> true);

  private @Nullable Executor found;

  private ExecutorProbe() {}

  /**
   * The executor of {@code client}; Java's own where there is no telling. To be asked on a thread
   * that is within {@code send}: other agents then know that it is not another call.
   */
  static Executor executorOf(HttpClient client) {
    ExecutorProbe probe = new ExecutorProbe();
    try {
      CompletableFuture<?> unused = client.sendAsync(probe, BodyHandlers.discarding());
    } catch (RuntimeException refused) {
      // no hook has seen it
    }
    Executor executor = probe.found;
    return executor != null ? executor : client.executor().orElseGet(Handover::javasOwn);
  }

  /** The hook's answer: nothing is sent. */
  @Nullable Object[] seen(@Nullable Object executor) {
    found = (Executor) executor;
    return new @Nullable Object[] {this, null, CompletableFuture.completedFuture(null), null};
  }

  @Override
  public Optional<BodyPublisher> bodyPublisher() {
    return Optional.empty();
  }

  @Override
  public String method() {
    return "CONNECT";
  }

  @Override
  public Optional<Duration> timeout() {
    return Optional.empty();
  }

  @Override
  public boolean expectContinue() {
    return false;
  }

  @Override
  public URI uri() {
    return NOWHERE;
  }

  @Override
  public Optional<HttpClient.Version> version() {
    return Optional.empty();
  }

  @Override
  public HttpHeaders headers() {
    return NONE;
  }
}
