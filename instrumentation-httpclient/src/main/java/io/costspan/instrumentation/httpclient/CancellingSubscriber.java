// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Closes a body unread; its own body is there at once and is {@code null}. */
final class CancellingSubscriber<T> implements BodySubscriber<T> {
  private final CompletableFuture<@Nullable T> none = CompletableFuture.completedFuture(null);

  @Override
  @SuppressWarnings("NullAway") // the JDK's own BodySubscribers.discarding completes with null, too
  public CompletionStage<T> getBody() {
    return none;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.cancel();
  }

  @Override
  public void onNext(List<ByteBuffer> item) {}

  @Override
  public void onError(Throwable error) {}

  @Override
  public void onComplete() {}
}
