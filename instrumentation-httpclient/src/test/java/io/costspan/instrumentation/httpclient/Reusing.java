// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/** Publishes a byte at a time, always in the same buffer, and once only. */
final class Reusing implements Flow.Publisher<ByteBuffer> {
  private final byte[] bytes;
  private boolean used;

  Reusing(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> to) {
    if (used) {
      throw new IllegalStateException("subscribed to twice");
    }
    used = true;
    to.onSubscribe(
        new Flow.Subscription() {
          private int at;
          private long wanted;
          private boolean publishing;

          @Override
          public void request(long n) {
            wanted += n;
            if (publishing) {
              return;
            }
            publishing = true;
            while (wanted > 0 && at < bytes.length) {
              wanted--;
              to.onNext(ByteBuffer.wrap(bytes, at++, 1));
            }
            publishing = false;
            if (at == bytes.length) {
              at++;
              to.onComplete();
            }
          }

          @Override
          public void cancel() {
            at = bytes.length + 1;
          }
        });
  }
}
