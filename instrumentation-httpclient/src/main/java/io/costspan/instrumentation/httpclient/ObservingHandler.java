// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.Reaction;
import io.costspan.contract.guard.UnusedVerdict;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import org.jspecify.annotations.Nullable;

/**
 * The application's body handler, with a tap beside it. The client applies it once, to the final
 * answer; redirects and challenges do not get here.
 */
final class ObservingHandler<T> implements BodyHandler<T> {
  private final BodyHandler<T> own;
  private final ObservedCall call;

  ObservingHandler(BodyHandler<T> own, ObservedCall call) {
    this.own = own;
    this.call = call;
  }

  @Override
  public BodySubscriber<T> apply(ResponseInfo head) {
    Reaction reaction = reaction(call, head);
    if (reaction == null) {
      return own.apply(head);
    }
    UnusedVerdict.close(reaction.instead()); // it was not to be expected
    return observe(own, call, reaction, head);
  }

  /**
   * What the engine makes of the head; {@code null} when we fail at asking. The guards beneath can
   * fail as well, where a class cannot be loaded or a thread not be started: the answer has been
   * paid for by then, and is the application's.
   */
  static @Nullable Reaction reaction(ObservedCall call, ResponseInfo head) {
    try {
      return call.respond(head);
    } catch (Throwable fault) {
      call.giveUp(fault);
      return null;
    }
  }

  /** The subscriber for an answer that is delivered as the reaction says. */
  static <T> BodySubscriber<T> observe(
      BodyHandler<T> own, ObservedCall call, Reaction reaction, ResponseInfo head) {
    WatchedTap tap = tap(call, reaction);
    if (tap == null) {
      return own.apply(head);
    }
    BodySubscriber<T> subscriber;
    boolean applied = false;
    try {
      subscriber = own.apply(head);
      applied = true;
    } finally {
      if (!applied) {
        tap.abort(null);
      }
    }
    try {
      return call.readBy(new TeeSubscriber<>(subscriber, reaction.filter(), tap, call.followed()));
    } catch (Throwable fault) {
      call.giveUp(fault);
      return subscriber;
    }
  }

  private static @Nullable WatchedTap tap(ObservedCall call, Reaction reaction) {
    try {
      return call.deliver(reaction.tap());
    } catch (Throwable fault) {
      call.giveUp(fault);
      return null;
    }
  }
}
