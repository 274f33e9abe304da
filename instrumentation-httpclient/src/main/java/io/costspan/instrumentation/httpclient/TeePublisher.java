// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.guard.GuardedCall;
import io.costspan.contract.guard.GuardedTap;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * The application's request body, seen while it is sent. The client subscribes again for each
 * redirect, challenge or retry, and each time a tap starts over.
 */
final class TeePublisher implements BodyPublisher {
  private final BodyPublisher body;
  private final GuardedCall call;

  TeePublisher(BodyPublisher body, GuardedCall call) {
    this.body = body;
    this.call = call;
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> client) {
    Flow.Subscriber<? super ByteBuffer> to = client;
    try {
      to = new Tee(client, call.requestTap());
    } catch (Throwable unseen) {
      // the body is sent as it is, and not read along
    }
    body.subscribe(to);
  }

  private record Tee(Flow.Subscriber<? super ByteBuffer> client, GuardedTap tap)
      implements Flow.Subscriber<ByteBuffer> {

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      Flow.Subscription watched = subscription;
      try {
        watched = new EndOnCancel(subscription, tap);
      } catch (Throwable unseen) {
        // only its cancellation is not seen
      }
      client.onSubscribe(watched);
    }

    @Override
    public void onNext(ByteBuffer item) {
      ByteBuffer seen = item.asReadOnlyBuffer();
      client.onNext(item);
      tap.data(seen);
    }

    @Override
    public void onError(Throwable error) {
      try {
        client.onError(error);
      } finally {
        tap.abort(error);
      }
    }

    @Override
    public void onComplete() {
      try {
        client.onComplete();
      } finally {
        tap.end();
      }
    }
  }
}
