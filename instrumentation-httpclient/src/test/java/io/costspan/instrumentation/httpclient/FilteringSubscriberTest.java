// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.BodyFilter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class FilteringSubscriberTest {
  private final Recorder own = new Recorder();
  private final Upstream upstream = new Upstream();
  private final FilteringSubscriber filtering = new FilteringSubscriber(own, new HoldsOne());

  @Test
  void whatIsHeldComesBeforeTheError() {
    filtering.onSubscribe(upstream);
    filtering.request(2);
    filtering.onNext(batch("abc"));
    filtering.onError(new IOException("reset"));
    assertThat(own.seen).containsExactly("ab", "c", "reset");
  }

  @Test
  void whatIsHeldIsNotGivenToWhoDidNotAskForMore() {
    filtering.onSubscribe(upstream);
    filtering.request(1);
    filtering.onNext(batch("abc"));
    filtering.onError(new IOException("reset"));
    assertThat(own.seen).containsExactly("ab", "reset");
  }

  @Test
  void whatIsHeldIsNotGivenToWhoHasCancelled() {
    filtering.onSubscribe(upstream);
    filtering.request(2);
    filtering.onNext(batch("abc"));
    filtering.cancel();
    filtering.onError(new IOException("cancelled"));
    assertThat(own.seen).containsExactly("ab", "cancelled");
    assertThat(upstream.cancelled).isTrue();
  }

  @Test
  void aBatchOfWhichNothingIsLeftIsAnsweredByAskingForAnother() {
    filtering.onSubscribe(upstream);
    filtering.request(1);
    filtering.onNext(batch("a"));
    assertThat(upstream.requested).isEqualTo(2);
    filtering.onComplete();
    assertThat(own.seen).containsExactly("a", "end");
  }

  private static List<ByteBuffer> batch(String text) {
    return List.of(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  /** Gives everything but the last byte so far. */
  private static final class HoldsOne implements BodyFilter {
    private String held = "";

    @Override
    public ByteBuffer filter(ByteBuffer bytes) {
      String all = held + UTF_8.decode(bytes);
      held = all.substring(all.length() - 1);
      return ByteBuffer.wrap(all.substring(0, all.length() - 1).getBytes(UTF_8));
    }

    @Override
    public ByteBuffer finish() {
      return ByteBuffer.wrap(held.getBytes(UTF_8));
    }
  }

  private static final class Upstream implements Flow.Subscription {
    long requested;
    boolean cancelled;

    @Override
    public void request(long n) {
      requested += n;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  private static final class Recorder implements Flow.Subscriber<List<ByteBuffer>> {
    final List<String> seen = new ArrayList<>();

    @Override
    public void onSubscribe(Flow.Subscription subscription) {}

    @Override
    public void onNext(List<ByteBuffer> batch) {
      batch.forEach(bytes -> seen.add(UTF_8.decode(bytes.duplicate()).toString()));
    }

    @Override
    public void onError(Throwable error) {
      seen.add(error.getMessage());
    }

    @Override
    public void onComplete() {
      seen.add("end");
    }
  }
}
