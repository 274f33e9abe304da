// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.contract.AnswerBody;
import io.costspan.contract.Verdict;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.engine.wire.ResponseFacts;
import io.costspan.engine.wire.ResponseHead;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer given here: read along as the application reads it, as one from the network is, and
 * recorded when it has ended, and when it is known what it saved: what it says was used, or else
 * what the provider said of it.
 */
final class LocalServing implements AnswerBody {
  private final Meter meter;
  private final Call call;
  private final Handling handling;
  private final Supplier<CompletionStage<Usage>> known;
  private final Verdict.Answer answer;
  private final AnswerSide side;
  private final AtomicBoolean settled = new AtomicBoolean();
  private volatile boolean started;

  /**
   * The call that is answered.
   *
   * @param group what it is an attempt of; {@code null} when it is the first
   * @param attempt 1 for the first
   * @param startNanos when it began, on the meter's clock
   */
  record Call(
      Endpoint endpoint,
      RequestFacts request,
      TraceLink trace,
      @Nullable String credential,
      @Nullable String group,
      int attempt,
      Instant start,
      long startNanos) {}

  LocalServing(Meter meter, Call call, Ruling.Local local, Handling handling) {
    this.meter = meter;
    this.call = call;
    this.handling = handling;
    this.known = local.usage();
    this.answer = local.answer();
    this.side =
        new AnswerSide(
            call.endpoint.dialect().response(call.endpoint, call.request, head(answer)),
            meter::nanos,
            this::settle,
            null);
  }

  /** The answer, watched. */
  Verdict.Answer verdict() {
    return new Verdict.Answer(answer.status(), answer.headers(), answer.length(), this);
  }

  /** The application will see nothing of it: there is nothing to record. */
  void unplayed() {
    settled.set(true);
  }

  @Override
  public CompletionStage<@Nullable ByteBuffer> next() {
    boolean first = !started;
    started = true;
    boolean given = false;
    try {
      CompletionStage<@Nullable ByteBuffer> piece = answer.body().next().whenComplete(this::seen);
      given = true;
      return piece;
    } finally {
      if (first && !given) {
        unplayed();
      }
    }
  }

  @Override
  public void close() {
    try {
      answer.body().close();
    } finally {
      side.abort(null);
    }
  }

  private void seen(@Nullable ByteBuffer piece, @Nullable Throwable failure) {
    try {
      if (failure != null) {
        side.abort(failure);
      } else if (piece == null) {
        side.end();
      } else {
        side.data(piece.asReadOnlyBuffer());
      }
    } catch (RuntimeException unread) {
      side.abort(null);
    }
  }

  private void settle(ResponseFacts facts, Outcome ending, @Nullable Throwable cause) {
    if (settled.compareAndSet(false, true)) {
      String error = ending == Outcome.FAILED ? ErrorType.of(answer.status(), facts, cause) : null;
      Timing timing = timing();
      CompletableFuture<Usage> told = told(facts);
      if (told.isDone() || ending != Outcome.COMPLETE) {
        Usage usage = told.isCompletedExceptionally() ? Usage.NONE : told.getNow(Usage.NONE);
        settle(with(facts, usage), error, timing);
      } else {
        CompletionStage<?> unused =
            told.whenComplete(
                (usage, fault) ->
                    settle(with(facts, usage == null ? Usage.NONE : usage), error, timing));
      }
    }
  }

  private void settle(ResponseFacts facts, @Nullable String error, Timing timing) {
    String id = CallIds.next();
    meter
        .settler()
        .settle(
            new CallRecord(
                id,
                call.group == null ? id : call.group,
                call.attempt,
                call.endpoint,
                call.request,
                facts,
                answer.status(),
                Outcome.ANSWERED,
                error,
                timing,
                call.trace,
                call.credential,
                false,
                null,
                handling,
                false),
            Texts.NONE);
  }

  /** An application that did not ask for usage has an answer that does not tell it. */
  private CompletableFuture<Usage> told(ResponseFacts facts) {
    return facts.usage().isEmpty()
        ? known.get().toCompletableFuture()
        : CompletableFuture.completedFuture(Usage.NONE);
  }

  private static ResponseFacts with(ResponseFacts facts, Usage known) {
    return known.isEmpty() ? facts : facts.with(known);
  }

  private Timing timing() {
    long first = side.firstChunkNanos();
    return new Timing(
        call.start,
        meter.nanos() - call.startNanos,
        first < 0 ? -1 : first - call.startNanos,
        side.gapNanos());
  }

  private static ResponseHead head(Verdict.Answer answer) {
    List<Map.Entry<String, String>> headers = answer.headers();
    return new ResponseHead(
        answer.status(),
        name ->
            headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null));
  }
}
