// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.AnswerBody;
import io.costspan.contract.BodyFilter;
import io.costspan.contract.BodyNeed;
import io.costspan.contract.BodyTap;
import io.costspan.contract.Call;
import io.costspan.contract.CallGate;
import io.costspan.contract.Caller;
import io.costspan.contract.HeaderReader;
import io.costspan.contract.Reaction;
import io.costspan.contract.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GuardedCallTest {
  private static final HeaderReader<String> NO_HEADERS = new NoHeaders();

  private final FaultBreaker breaker = new FaultBreaker("test");

  @Test
  void aCallThatAlwaysThrowsIsAsIfItWereNotThere() {
    GuardedCall call = new GuardedCall(new Broken(), breaker);
    assertThat(call.bodyNeed()).isEqualTo(BodyNeed.NONE);
    assertThat(call.bodyLimit()).isZero();
    assertThat(call.admit(null)).isEqualTo(Verdict.SEND);
    call.requestTap().data(bytes("x"));
    assertThat(call.respond(200, "", NO_HEADERS, null).instead()).isNull();
    assertThat(call.fail(new IOException())).isNull();
  }

  @Test
  void anOpenBreakerAsksTheGateNoMore() {
    CallGate gate = new BrokenGate();
    GuardedGate guarded = new GuardedGate(gate, breaker);
    for (int i = 0; i < FaultBreaker.THRESHOLD + 3; i++) {
      assertThat(guarded.open("POST", "h", 1, "u", "", NO_HEADERS)).isNull();
    }
    assertThat(((BrokenGate) gate).asked).isEqualTo(FaultBreaker.THRESHOLD);
  }

  @Test
  void aFailedOrRepeatedDelaySends() {
    CompletableFuture<Verdict> failed = CompletableFuture.failedFuture(new LinkageError());
    assertThat(settle(new Verdict.Later(failed))).isEqualTo(Verdict.SEND);
    CompletableFuture<Verdict> again = CompletableFuture.completedFuture(new Verdict.Later(failed));
    assertThat(settle(new Verdict.Later(again))).isEqualTo(Verdict.SEND);
  }

  @Test
  void anAnswerThatCannotStartSends() {
    assertThat(admitted(answer(new Breaking(0)))).isEqualTo(Verdict.SEND);
  }

  @Test
  void anAnswerThatCannotStartIsClosedAfterTheCallHasBegunAnew() {
    List<String> told = new ArrayList<>();
    Verdict.Send changed = Verdict.Send.withHeaders(Map.of("a", "b"));
    Call call =
        new Deciding(answer(new Unplayable(told))) {
          @Override
          public Verdict.Send sendAfterAll() {
            told.add("send");
            return changed;
          }
        };
    assertThat(new GuardedCall(call, breaker).admit(null)).isSameAs(changed);
    assertThat(told).containsExactly("send", "close");
  }

  @Test
  void whatCannotTakeAnAnswersPlaceIsClosed() {
    List<String> told = new ArrayList<>();
    Verdict unplayable = answer(new Unplayable(told));
    assertThat(new GuardedCall(new Rescuing(unplayable), breaker).fail(new IOException())).isNull();
    assertThat(told).containsExactly("close");
    CompletableFuture<Verdict> late = new CompletableFuture<>();
    GuardedCall waiting = new GuardedCall(new Rescuing(new Verdict.Later(late)), breaker);
    assertThat(waiting.fail(new IOException())).isNull();
    late.complete(answer(new Counted(told)));
    assertThat(told).containsExactly("close", "closed");
  }

  @Test
  void anUnusedAnswerIsClosedWhenItComes() {
    List<String> told = new ArrayList<>();
    CompletableFuture<Verdict> late = new CompletableFuture<>();
    UnusedVerdict.close(admitted(new Verdict.Later(late)));
    UnusedVerdict.close(Verdict.SEND);
    UnusedVerdict.close(null);
    assertThat(told).isEmpty();
    late.complete(answer(new Counted(told)));
    assertThat(told).containsExactly("closed");
  }

  @Test
  void anAnswerThatBreaksFurtherOnFailsAsANetworkWould() {
    Verdict.Answer answer = (Verdict.Answer) admitted(answer(new Breaking(1)));
    assertThat(answer.body().next().toCompletableFuture()).isCompletedWithValue(bytes("1"));
    assertThat(answer.body().next().toCompletableFuture())
        .isCompletedExceptionally()
        .failsWithin(java.time.Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(IOException.class);
  }

  @Test
  void aFilterPassesTheBytesItFailedOn() {
    GuardedFilter filter =
        new GuardedFilter(
            new BodyFilter() {
              @Override
              public ByteBuffer filter(ByteBuffer bytes) {
                bytes.get();
                throw new StackOverflowError();
              }

              @Override
              public ByteBuffer finish() {
                throw new AssertionError("not asked any more");
              }
            },
            breaker);
    assertThat(filter.filter(bytes("ab"))).isEqualTo(bytes("ab"));
    assertThat(filter.filter(bytes("cd"))).isEqualTo(bytes("cd"));
    assertThat(filter.finish().remaining()).isZero();
  }

  private Verdict settle(Verdict verdict) {
    return ((Verdict.Later) admitted(verdict)).verdict().toCompletableFuture().join();
  }

  private Verdict admitted(Verdict verdict) {
    return new GuardedCall(new Deciding(verdict), breaker).admit(null);
  }

  private static Verdict.Answer answer(AnswerBody body) {
    return new Verdict.Answer(200, List.of(), -1, body);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  /** Cannot start. */
  private record Unplayable(List<String> told) implements AnswerBody {
    @Override
    public CompletionStage<@Nullable ByteBuffer> next() {
      throw new LinkageError();
    }

    @Override
    public void close() {
      told.add("close");
    }
  }

  /** Starts. */
  private record Counted(List<String> told) implements AnswerBody {
    @Override
    public CompletionStage<@Nullable ByteBuffer> next() {
      return new CompletableFuture<>();
    }

    @Override
    public void close() {
      told.add("closed");
    }
  }

  private static final class Rescuing extends Broken {
    private final Verdict verdict;

    Rescuing(Verdict verdict) {
      this.verdict = verdict;
    }

    @Override
    public @Nullable Verdict fail(Throwable error) {
      return verdict;
    }
  }

  private static final class Breaking implements AnswerBody {
    private int good;

    Breaking(int good) {
      this.good = good;
    }

    @Override
    public CompletionStage<@Nullable ByteBuffer> next() {
      if (good == 0) {
        throw new LinkageError();
      }
      return CompletableFuture.completedFuture(bytes(String.valueOf(good--)));
    }

    @Override
    public void close() {
      throw new IllegalStateException();
    }
  }

  private static final class BrokenGate implements CallGate {
    private int asked;

    @Override
    public <R> @Nullable Call open(
        String method, String host, int port, String url, R request, HeaderReader<R> headers) {
      asked++;
      throw new NoClassDefFoundError();
    }
  }

  private static class Broken implements Call {
    @Override
    public BodyNeed bodyNeed() {
      throw new LinkageError();
    }

    @Override
    public int bodyLimit() {
      throw new StackOverflowError();
    }

    @Override
    public Verdict admit(@Nullable ByteBuffer body, Caller caller) {
      throw new IllegalStateException();
    }

    @Override
    public BodyTap requestTap() {
      throw new LinkageError();
    }

    @Override
    public <R> Reaction respond(
        int status, R response, HeaderReader<R> headers, @Nullable String sentTraceparent) {
      throw new LinkageError();
    }

    @Override
    public @Nullable Verdict fail(Throwable error) {
      throw new LinkageError();
    }
  }

  private static class Deciding extends Broken {
    private final Verdict verdict;

    Deciding(Verdict verdict) {
      this.verdict = verdict;
    }

    @Override
    public Verdict admit(@Nullable ByteBuffer body, Caller caller) {
      return verdict;
    }
  }

  private static final class NoHeaders implements HeaderReader<String> {
    @Override
    public @Nullable String first(String message, String name) {
      return null;
    }

    @Override
    public void each(String message, BiConsumer<String, String> to) {}
  }
}
