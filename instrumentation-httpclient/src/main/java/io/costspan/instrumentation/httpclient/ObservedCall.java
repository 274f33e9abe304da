// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.BodyTap;
import io.costspan.contract.Reaction;
import io.costspan.contract.Verdict;
import io.costspan.contract.guard.FaultBreaker;
import io.costspan.contract.guard.GuardedCall;
import io.costspan.contract.guard.GuardedTap;
import io.costspan.contract.guard.UnusedVerdict;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One request under way, and its one ending. The client reports some endings twice (a cancelled
 * subscription and then an error, a failed body and then a failed future) and in a race; the first
 * counts. Thread-safe.
 */
final class ObservedCall {
  private enum State {
    SENT,
    ANSWERED,
    FAILED
  }

  private final GuardedCall call;
  private final AbandonedBodies abandoned;
  private final FaultBreaker breaker;
  private final @Nullable String sentTraceparent;
  private final boolean followed;

  private final AtomicReference<State> state = new AtomicReference<>(State.SENT);
  private volatile @Nullable WatchedTap tap;
  private volatile @Nullable TeeSubscriber<?> reader;
  private volatile @Nullable Throwable failure;

  /**
   * @param followed whether others may come to read the answer, too
   */
  ObservedCall(
      GuardedCall call,
      AbandonedBodies abandoned,
      FaultBreaker breaker,
      @Nullable String sentTraceparent,
      boolean followed) {
    this.call = call;
    this.abandoned = abandoned;
    this.breaker = breaker;
    this.sentTraceparent = sentTraceparent;
    this.followed = followed;
  }

  /** Whether others may come to read the answer, too. */
  boolean followed() {
    return followed;
  }

  /** The answer's head is here. */
  Reaction respond(ResponseInfo head) {
    if (!state.compareAndSet(State.SENT, State.ANSWERED)) {
      return Reaction.deliver(BodyTap.NONE);
    }
    return call.respond(head.statusCode(), head, Headers.OF_RESPONSE, sentTraceparent);
  }

  /** The tap of an answer that is delivered; watched until it ends. */
  WatchedTap deliver(BodyTap bodyTap) {
    GuardedTap guarded =
        bodyTap instanceof GuardedTap already ? already : new GuardedTap(bodyTap, breaker);
    WatchedTap watched = abandoned.watch(guarded);
    tap = watched;
    Throwable meanwhile = failure;
    if (meanwhile != null) {
      watched.abort(meanwhile);
    }
    return watched;
  }

  /** Who reads the answer. */
  <T> TeeSubscriber<T> readBy(TeeSubscriber<T> subscriber) {
    reader = subscriber;
    return subscriber;
  }

  /**
   * The application has cancelled the call. Whether the exchange goes on all the same, for those
   * who read the answer with it.
   */
  boolean leave() {
    TeeSubscriber<?> reading = reader;
    return reading != null && reading.leave();
  }

  /**
   * The call failed, before its head or in its body.
   *
   * @return what the engine wants instead; only before the head
   */
  @Nullable Verdict failed(Throwable error) {
    Throwable cause = unwrap(error);
    failure = cause;
    if (state.compareAndSet(State.SENT, State.FAILED)) {
      return call.fail(cause);
    }
    WatchedTap delivered = tap;
    if (delivered != null) {
      delivered.abort(cause);
    }
    return null;
  }

  /** We cannot follow this call any further; its answer goes on without us. Never throws. */
  void giveUp(Throwable fault) {
    try {
      breaker.fault(fault);
      UnusedVerdict.close(call.fail(fault));
      failure = fault;
    } catch (Throwable again) {
      // nothing left to try, and nothing the application should hear of
    }
  }

  /** What went wrong, without the wrapper that dependent stages see. */
  static Throwable unwrap(Throwable error) {
    Throwable cause = error.getCause();
    return error instanceof CompletionException && cause != null ? cause : error;
  }
}
