// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.contract.BodyTap;
import io.costspan.contract.Reaction;
import io.costspan.contract.Verdict;
import io.costspan.contract.guard.FaultBreaker;
import io.costspan.contract.guard.GuardedCall;
import io.costspan.contract.guard.UnusedVerdict;
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
    Verdict verdict = call.admit(outgoing.readAhead(), WaitingCaller.of(Thread.currentThread()));
    Verdict settled = verdict instanceof Verdict.Later later ? await(later) : verdict;
    if (settled instanceof Verdict.Refuse refuse) {
      throw refuse.exception();
    }
    if (!(settled instanceof Verdict.Answer answer)) {
      return send(settled, true);
    }
    Response local = prepare(answer);
    if (local != null) {
      return local;
    }
    Verdict send = call.sendAfterAll();
    answer.body().close();
    return send(send, true);
  }

  /**
   * @param first whether the engine may still name something else instead of what comes
   */
  private Response send(Verdict verdict, boolean first) throws IOException {
    Request request = outgoing.as(verdict);
    Response response;
    try {
      response = chain.proceed(request);
    } catch (Throwable error) {
      Verdict instead = call.fail(error);
      Response local = local(instead, first);
      if (local != null) {
        return local;
      }
      Verdict.Send elsewhere = elsewhere(instead, first);
      if (elsewhere != null) {
        return send(elsewhere, false);
      }
      throw error;
    }
    Reaction reaction = react(response);
    Verdict instead = reaction.instead();
    Response local = local(instead, first);
    if (local != null) {
      close(response);
      return local;
    }
    Verdict.Send elsewhere = elsewhere(instead, first);
    if (elsewhere != null) {
      close(response);
      return send(elsewhere, false);
    }
    return deliver(response, request, reaction);
  }

  /** The local answer to take another's place; {@code null} when there is none, or cannot be. */
  private @Nullable Response local(@Nullable Verdict instead, boolean first) {
    Response local =
        first && instead instanceof Verdict.Answer answer && !patience.isCanceled()
            ? prepare(answer)
            : null;
    if (local == null) {
      UnusedVerdict.close(instead);
    }
    return local;
  }

  /**
   * Where to send the call again; {@code null} for nowhere. A cancelled call is over, and a body
   * that was there only once cannot be sent again.
   */
  private Verdict.@Nullable Send elsewhere(@Nullable Verdict instead, boolean first) {
    return first
            && instead instanceof Verdict.Send send
            && !patience.isCanceled()
            && outgoing.canBeSentAgain(send)
        ? send
        : null;
  }

  private Verdict await(Verdict.Later later) throws IOException {
    try {
      return patience.await(later.verdict(), 0, () -> false);
    } catch (Throwable gaveUp) {
      // the application's own doing: cancelled, timed out or interrupted
      UnusedVerdict.close(call.fail(gaveUp));
      UnusedVerdict.close(later);
      throw gaveUp;
    }
  }

  /** Nothing of the network's is given up before this has worked. */
  private @Nullable Response prepare(Verdict.Answer answer) {
    try {
      return LocalAnswer.response(outgoing.original(), answer, patience);
    } catch (Throwable fault) {
      breaker.fault(fault);
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
