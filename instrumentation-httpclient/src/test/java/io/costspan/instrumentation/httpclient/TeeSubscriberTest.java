// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.BodyTap;
import io.costspan.contract.guard.FaultBreaker;
import io.costspan.contract.guard.GuardedTap;
import io.costspan.instrumentation.testing.gate.RecordedFilter;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application that leaves between two steps of what the client's thread does. */
class TeeSubscriberTest {
  private final RecordedFilter filter = new RecordedFilter();
  private final Own own = new Own();
  private final Tap tap = new Tap();
  private final TeeSubscriber<String> tee =
      new TeeSubscriber<>(
          own,
          filter,
          new WatchedTap(
              new GuardedTap(filter.tellingEndOf(tap), new FaultBreaker("the test")),
              new AbandonedBodies(AbandonedBodies.IDLE)),
          true);
  private final CompletionStage<String> body = tee.getBody();

  @BeforeEach
  void subscribe() {
    tee.onSubscribe(new Upstream());
    tee.onNext(List.of(bytes("one ")));
  }

  @Test
  void theBatchThatIsJustComingIsTheRests() {
    tee.onNext(new LeavingList());
    tee.onNext(List.of(bytes("three")));
    tee.onComplete();
    assertThat(filter.seenAtEnd()).isEqualTo("one two three" + RecordedFilter.FINISHED);
    assertThat(tap.seen).containsExactly("one ", "two ", "three", "end");
    assertThat(own.seen).containsExactly("one ", "error: Request cancelled");
    assertThat(body.toCompletableFuture()).isCompleted();
  }

  @Test
  void whoComesToTheEndAsItLeavesHasTheEnd() {
    tap.readsOn =
        () -> {
          tee.onComplete();
          return true;
        };
    tee.leave();
    assertThat(filter.seenAtEnd()).isEqualTo("one " + RecordedFilter.FINISHED);
    assertThat(own.seen).containsExactly("one ", "complete");
    assertThat(body.toCompletableFuture()).isCompletedWithValue("whole");
  }

  @Test
  void whatItsSubscriberCameToAsItCouldNotLeaveIsTheClientsBody() {
    tap.readsOn =
        () -> {
          own.body.complete("early");
          return false;
        };
    assertThat(tee.leave()).isFalse();
    assertThat(body.toCompletableFuture()).isCompletedWithValue("early");
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8)).asReadOnlyBuffer();
  }

  /** A batch that is left when its size is asked for, which is before it is given to anybody. */
  private final class LeavingList extends AbstractList<ByteBuffer> {
    private boolean left;

    @Override
    public ByteBuffer get(int index) {
      return bytes("two ");
    }

    @Override
    public int size() {
      if (!left) {
        left = true;
        assertThat(tee.leave()).isTrue();
      }
      return 1;
    }
  }

  private static final class Tap implements BodyTap {
    private final List<String> seen = new ArrayList<>();
    private BooleanSupplier readsOn = () -> true;

    @Override
    public void data(ByteBuffer bytes) {
      seen.add(UTF_8.decode(bytes).toString());
    }

    @Override
    public void end() {
      seen.add("end");
    }

    @Override
    public void abort(Throwable cause) {
      seen.add("abort");
    }

    @Override
    public boolean readOn() {
      return readsOn.getAsBoolean();
    }
  }

  private static final class Own implements BodySubscriber<String> {
    private final List<String> seen = new ArrayList<>();
    private final CompletableFuture<String> body = new CompletableFuture<>();

    @Override
    public CompletionStage<String> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> batch) {
      batch.forEach(each -> seen.add(UTF_8.decode(each).toString()));
    }

    @Override
    public void onError(Throwable error) {
      seen.add("error: " + error.getMessage());
      body.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
      seen.add("complete");
      body.complete("whole");
    }
  }

  private record Upstream() implements Flow.Subscription {
    @Override
    public void request(long n) {}

    @Override
    public void cancel() {}
  }
}
