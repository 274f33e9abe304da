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
    try {
      return guarded(call.admit(body, caller));
    } catch (Throwable fault) {
      breaker.fault(fault);
      return Verdict.SEND;
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
      Verdict instead = reaction.instead();
      return new Reaction(
          new GuardedTap(Objects.requireNonNull(reaction.tap()), breaker),
          filter == null ? null : new GuardedFilter(filter, breaker),
          instead == null ? null : deliverable(guarded(instead)));
    } catch (Throwable fault) {
      breaker.fault(fault);
      return Reaction.deliver(new GuardedTap(BodyTap.NONE, breaker));
    }
  }

  @Override
  public @Nullable Verdict fail(Throwable error) {
    try {
      Verdict instead = call.fail(error);
      return instead == null ? null : deliverable(guarded(instead));
    } catch (Throwable fault) {
      breaker.fault(fault);
      return null;
    }
  }

  /** An exception is no substitute for an answer that is there. */
  private static @Nullable Verdict deliverable(Verdict instead) {
    return instead instanceof Verdict.Refuse ? null : instead;
  }

  private Verdict guarded(@Nullable Verdict verdict) {
    Objects.requireNonNull(verdict, "no verdict");
    if (verdict instanceof Verdict.Later later) {
      CompletionStage<Verdict> settled = later.verdict().handle(this::settled);
      return new Verdict.Later(settled);
    }
    if (verdict instanceof Verdict.Answer answer) {
      return new Verdict.Answer(
          answer.status(),
          answer.headers(),
          answer.length(),
          StartedAnswer.start(answer.body(), breaker));
    }
    return verdict;
  }

  private Verdict settled(@Nullable Verdict verdict, @Nullable Throwable failure) {
    try {
      if (failure != null) {
        throw failure;
      }
      if (verdict instanceof Verdict.Later) {
        throw new IllegalStateException("a verdict was put off twice");
      }
      return guarded(verdict);
    } catch (Throwable fault) {
      breaker.fault(fault);
      return Verdict.SEND;
    }
  }
}
