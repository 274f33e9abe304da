// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One call of the client's private {@code sendAsync}, as the application made it.
 *
 * @param pushes {@code null} for a call that takes no pushed answers
 * @param executor the client's own, which an asynchronous call is carried out on; {@code null} for
 *     the synchronous {@code send}
 */
record Invocation<T>(
    HttpClient client,
    HttpRequest request,
    BodyHandler<T> handler,
    @Nullable PushPromiseHandler<T> pushes,
    @Nullable Executor executor) {

  /** Whether the caller waits for the answer. */
  boolean synchronous() {
    return executor == null;
  }

  /** Calls the client again, with another request and handler. */
  CompletableFuture<HttpResponse<T>> send(OutgoingRequest outgoing, BodyHandler<T> other) {
    return pushes == null
        ? client.sendAsync(outgoing, other)
        : client.sendAsync(outgoing, other, pushes);
  }
}
