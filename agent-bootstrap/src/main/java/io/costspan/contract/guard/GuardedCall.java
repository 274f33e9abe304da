// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract.guard;

import io.costspan.contract.BodyFilter;
import io.costspan.contract.BodyNeed;
import io.costspan.contract.BodyTap;
import io.costspan.contract.Call;
import io.costspan.contract.Caller;
import io.costspan.contract.HeaderReader;
import io.costspan.contract.Reaction;
import io.costspan.contract.Verdict;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A call that never throws. What a faulty call cannot answer is answered as if it were not there:
 * no body wanted, send unchanged, deliver as it is. All it hands out is guarded, too; the stage of
 * a {@link Verdict.Later} always completes with another verdict, never exceptionally.
 */
public final class GuardedCall implements Call {
  private final Call call;
  private final FaultBreaker breaker;

  GuardedCall(Call call, FaultBreaker breaker) {
    this.call = call;
    this.breaker = breaker;
  }

  @Override
  public BodyNeed bodyNeed() {
    try {
      return Objects.requireNonNull(call.bodyNeed());
    } catch (Throwable fault) {
      breaker.fault(fault);
      return BodyNeed.NONE;
    }
  }

  @Override
  public int bodyLimit() {
    try {
      return Math.max(0, call.bodyLimit());
    } catch (Throwable fault) {
      breaker.fault(fault);
      return 0;
    }
  }

  @Override
  public Verdict admit(@Nullable ByteBuffer body, Caller caller) {
    Verdict verdict;
    try {
      verdict = call.admit(body, caller);
    } catch (Throwable fault) {
      breaker.fault(fault);
      return Verdict.SEND;
    }
    return admitted(verdict);
  }

  /** What is to be done; where an answer cannot even start, the request is sent after all. */
  private Verdict admitted(Verdict verdict) {
    try {
      return verdict instanceof Verdict.Later later ? put(later) : started(verdict);
    } catch (Throwable fault) {
      breaker.fault(fault);
      if (!(verdict instanceof Verdict.Answer answer)) {
        return Verdict.SEND;
      }
      Verdict send = sendAfterAll();
      StartedAnswer.close(answer.body(), breaker);
      return send;
    }
  }

  @Override
  public Verdict.Send sendAfterAll() {
    try {
      return Objects.requireNonNull(call.sendAfterAll());
    } catch (Throwable fault) {
      breaker.fault(fault);
      return (Verdict.Send) Verdict.SEND;
    }
  }

  @Override
  public boolean mayReplaceAnswer() {
    try {
      return call.mayReplaceAnswer();
    } catch (Throwable fault) {
      breaker.fault(fault);
      return false;
    }
  }

  @Override
  public boolean mayBeFollowed() {
    try {
      return call.mayBeFollowed();
    } catch (Throwable fault) {
      breaker.fault(fault);
      return false;
    }
  }

  @Override
  public GuardedTap requestTap() {
    try {
      return new GuardedTap(Objects.requireNonNull(call.requestTap()), breaker);
    } catch (Throwable fault) {
      breaker.fault(fault);
      return new GuardedTap(BodyTap.NONE, breaker);
    }
  }

  @Override
  public <R> Reaction respond(
      int status, R response, HeaderReader<R> headers, @Nullable String sentTraceparent) {
    try {
      Reaction reaction = call.respond(status, response, headers, sentTraceparent);
      BodyFilter filter = reaction.filter();
      return new Reaction(
          new GuardedTap(Objects.requireNonNull(reaction.tap()), breaker),
          filter == null ? null : new GuardedFilter(filter, breaker),
          instead(reaction.instead()));
    } catch (Throwable fault) {
      breaker.fault(fault);
      return Reaction.deliver(new GuardedTap(BodyTap.NONE, breaker));
    }
  }

  @Override
  public @Nullable Verdict fail(Throwable error) {
    try {
      return instead(call.fail(error));
    } catch (Throwable fault) {
      breaker.fault(fault);
      return null;
    }
  }

  /**
   * What takes the place of an answer, or of none; {@code null} when it cannot. An exception is no
   * substitute for an answer that is there, and there is no going back after a wait.
   */
  private @Nullable Verdict instead(@Nullable Verdict verdict) {
    if (verdict instanceof Verdict.Later later) {
      UnusedVerdict.close(put(later));
      return null;
    }
    if (!(verdict instanceof Verdict.Answer answer)) {
      return verdict instanceof Verdict.Send ? verdict : null;
    }
    try {
      return started(answer);
    } catch (Throwable fault) {
      breaker.fault(fault);
      StartedAnswer.close(answer.body(), breaker);
      return null;
    }
  }

  /** A future of ours, so that whoever waits for it meets no surprise. */
  private Verdict put(Verdict.Later later) {
    CompletableFuture<Verdict> settled = new CompletableFuture<>();
    CompletionStage<?> unused =
        later
            .verdict()
            .whenComplete((verdict, failure) -> settled.complete(settled(verdict, failure)));
    return new Verdict.Later(settled);
  }

  private Verdict settled(@Nullable Verdict verdict, @Nullable Throwable failure) {
    if (failure == null && verdict != null && !(verdict instanceof Verdict.Later)) {
      return admitted(verdict);
    }
    breaker.fault(
        failure == null ? new IllegalStateException("put off twice, or for nothing") : failure);
    return Verdict.SEND;
  }

  private Verdict started(Verdict verdict) {
    Objects.requireNonNull(verdict, "no verdict");
    return verdict instanceof Verdict.Answer answer
        ? new Verdict.Answer(
            answer.status(),
            answer.headers(),
            answer.length(),
            StartedAnswer.start(answer.body(), breaker))
        : verdict;
  }
}
