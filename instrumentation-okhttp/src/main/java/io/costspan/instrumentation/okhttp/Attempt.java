// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.contract.BodyTap;
import io.costspan.contract.Reaction;
import io.costspan.contract.Verdict;
import io.costspan.contract.guard.FaultBreaker;
import io.costspan.contract.guard.GuardedCall;
import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Carries one admitted call through OkHttp. The network is asked once, and a second time only when
 * the engine names another answer than the first; what OkHttp throws reaches the application as the
 * very same object. Used by one thread.
 */
final class Attempt {
  private final Interceptor.Chain chain;
  private final GuardedCall call;
  private final FaultBreaker breaker;
  private final CallerContexts callers;
  private final OutgoingRequest outgoing;
  private final Patience patience;

  Attempt(
      Interceptor.Chain chain,
      Request request,
      GuardedCall call,
      FaultBreaker breaker,
      CallerContexts callers) {
    this.chain = chain;
    this.call = call;
    this.breaker = breaker;
    this.callers = callers;
    this.outgoing = new OutgoingRequest(request, call, breaker);
    this.patience = new Patience(chain);
  }

  Response run() throws IOException {
    return carryOut(call.admit(outgoing.readAhead(), patience.caller()), true);
  }

  /**
   * @param first whether the engine may still name something else instead of what comes
   */
  private Response carryOut(Verdict verdict, boolean first) throws IOException {
    Verdict settled = verdict instanceof Verdict.Later later ? await(later) : verdict;
    if (settled instanceof Verdict.Refuse refuse) {
      throw refuse.exception();
    }
    if (settled instanceof Verdict.Answer answer) {
      Response local = play(answer);
      return local == null ? send(Verdict.SEND, first) : local;
    }
    return send(settled, first);
  }

  private Response send(Verdict verdict, boolean first) throws IOException {
    Request request = outgoing.as(verdict);
    Response response;
    try {
      response = chain.proceed(request);
    } catch (Throwable error) {
      Verdict instead = call.fail(error);
      if (!first || instead == null || !possible(instead)) {
        throw error;
      }
      return carryOut(instead, false);
    }
    Reaction reaction = react(response);
    Verdict instead = reaction.instead();
    if (!first || instead == null || !possible(instead)) {
      return deliver(response, request, reaction);
    }
    close(response);
    return carryOut(instead, false);
  }

  /** A cancelled call is over, and a body that was there only once cannot be sent again. */
  private boolean possible(Verdict instead) {
    return !patience.isCanceled()
        && (instead instanceof Verdict.Answer || outgoing.canBeSentAgain(instead));
  }

  private Verdict await(Verdict.Later later) throws IOException {
    try {
      return patience.await(later.verdict(), 0);
    } catch (Throwable gaveUp) {
      // the application's own doing: cancelled, timed out or interrupted
      Verdict ignored = call.fail(gaveUp);
      later.verdict().thenAccept(Attempt::drop);
      throw gaveUp;
    }
  }

  /** Nobody waits for this verdict any more. */
  private static void drop(Verdict late) {
    if (late instanceof Verdict.Answer answer) {
      answer.body().close();
    }
  }

  private @Nullable Response play(Verdict.Answer answer) {
    try {
      return LocalAnswer.response(outgoing.original(), answer, patience);
    } catch (Throwable fault) {
      breaker.fault(fault);
      answer.body().close();
      return null;
    }
  }

  private Reaction react(Response response) {
    try {
      if (response.code() < 400) {
        callers.forget(chain); // whoever retries above us has no reason to any more
      }
      Response network = response.networkResponse();
      return call.respond(
          response.code(),
          response,
          MessageHeaders.RESPONSE,
          network == null ? null : network.request().header("traceparent"));
    } catch (Throwable fault) {
      breaker.fault(fault);
      return Reaction.deliver(BodyTap.NONE);
    }
  }

  private Response deliver(Response response, Request sent, Reaction reaction) {
    try {
      return ObservedResponse.of(response, sent, outgoing.original(), reaction, breaker);
    } catch (Throwable fault) {
      breaker.fault(fault);
      reaction.tap().abort(null);
      return response;
    }
  }

  private void close(Response response) {
    try {
      response.body().close();
    } catch (Throwable failure) {
      breaker.fault(failure);
    }
  }
}
