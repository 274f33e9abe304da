// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.BodyFilter;
import io.costspan.contract.Reaction;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;

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
    return observe(own, call, call.respond(head), head);
  }

  /** The subscriber for an answer that is delivered as the reaction says. */
  static <T> BodySubscriber<T> observe(
      BodyHandler<T> own, ObservedCall call, Reaction reaction, ResponseInfo head) {
    WatchedTap tap = call.deliver(reaction.tap());
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
    BodyFilter filter = reaction.filter();
    return new TeeSubscriber<>(
        subscriber, filter == null ? subscriber : new FilteringSubscriber(subscriber, filter), tap);
  }
}
