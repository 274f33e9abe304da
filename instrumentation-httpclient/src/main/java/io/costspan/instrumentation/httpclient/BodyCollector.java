// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Reads a publisher that gives all its bytes while it is asked for them. */
final class BodyCollector implements Flow.Subscriber<ByteBuffer> {
  private final ByteBuffer bytes;
  private boolean complete;
  private boolean overflow;

  private BodyCollector(int length) {
    bytes = ByteBuffer.allocate(length);
  }

  /**
   * The publisher's bytes, read-only; {@code null} when it did not give as many as it said, or not
   * at once.
   */
  static @Nullable ByteBuffer collect(BodyPublisher publisher, int length) {
    BodyCollector collector = new BodyCollector(length);
    publisher.subscribe(collector);
    return collector.complete && !collector.overflow && !collector.bytes.hasRemaining()
        ? collector.bytes.flip().asReadOnlyBuffer()
        : null;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ByteBuffer item) {
    if (item.remaining() <= bytes.remaining()) {
      bytes.put(item.duplicate());
    } else {
      overflow = true; // a file that has grown since it was measured
    }
  }

  @Override
  public void onError(Throwable error) {
    // the client will meet the same error when it reads the body, and report it
  }

  @Override
  public void onComplete() {
    complete = true;
  }
}
