// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.CallGate;
import io.costspan.contract.Caller;
import io.costspan.contract.Verdict;
import io.costspan.contract.guard.FaultBreaker;
import io.costspan.contract.guard.GuardedCall;
import io.costspan.contract.guard.GuardedGate;
import io.costspan.contract.guard.Handover;
import io.costspan.contract.guard.UnusedVerdict;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What the code inlined into the JDK client's private {@code sendAsync} calls, on the application's
 * thread: {@link #enter} before the method's body, {@link #exit} after it. One hook serves the JVM;
 * thread-safe; never throws.
 *
 * <p>{@code send} and both public {@code sendAsync} end in that one method (JDK 11 to 25), so a
 * call is seen once, however it was made.
 */
public final class HttpClientHook {
  private final GuardedGate gate;
  private final AbandonedBodies abandoned;

  /** A hook that asks {@code gate}; what the gate throws switches the hook off after a while. */
  public HttpClientHook(CallGate gate) {
    this(gate, new AbandonedBodies(AbandonedBodies.IDLE));
  }

  HttpClientHook(CallGate gate, AbandonedBodies abandoned) {
    this.gate = new GuardedGate(gate, new FaultBreaker("the java.net.http hook"));
    this.abandoned = abandoned;
  }

  /**
   * Looks at a call about to be made.
   *
   * @param client the {@code HttpClient} called
   * @param request its {@code HttpRequest}
   * @param handler its {@code BodyHandler}
   * @param pushes its {@code PushPromiseHandler}; {@code null} for none
   * @param executor the {@code Executor} an asynchronous call completes on; {@code null} for the
   *     synchronous {@code send}
   * @return {@code null} when the call is none of ours, which allocates nothing; else the request
   *     to send, the handler to send it with, a future to return at once instead of sending ({@code
   *     null} to send), and the context for {@link #exit}
   */
  public @Nullable Object @Nullable [] enter(
      Object client,
      Object request,
      Object handler,
      @Nullable Object pushes,
      @Nullable Object executor) {
    if (request instanceof OutgoingRequest) {
      return null; // our own second look at a call we drive
    }
    if (request instanceof ExecutorProbe probe) {
      return probe.seen(executor);
    }
    GuardedCall call = null;
    try {
      HttpRequest original = (HttpRequest) request;
      call = open(original);
      return call == null
          ? null
          : plan(call, invocation((HttpClient) client, original, handler, pushes, executor));
    } catch (Throwable fault) {
      gate.breaker().fault(fault);
      if (call != null) {
        UnusedVerdict.close(call.fail(fault));
      }
      return null;
    }
  }

  /**
   * Looks at what the client returned. Attaches to the future and leaves it to the application.
   *
   * @param context the plan's fourth part; {@code null} does nothing
   * @param future the {@code CompletableFuture} about to be returned
   * @param thrown what is about to be thrown instead
   */
  public void exit(@Nullable Object context, @Nullable Object future, @Nullable Throwable thrown) {
    if (!(context instanceof UnderWay call)) {
      return;
    }
    try {
      if (thrown != null) {
        call.over(thrown);
      } else if (future instanceof CompletableFuture<?> answer) {
        // a stage beside the application's own; it is never handed out
        CompletableFuture<?> unused = answer.whenComplete((response, error) -> call.over(error));
      }
    } catch (Throwable fault) {
      gate.breaker().fault(fault);
    }
  }

  private @Nullable GuardedCall open(HttpRequest request) {
    URI uri = request.uri();
    String host = uri.getHost();
    String method = request.method();
    if (host == null || isWebSocket(method, request)) {
      return null;
    }
    int port = uri.getPort();
    if (port < 0) {
      port = "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
    }
    return gate.open(method, host, port, uri.toString(), request, Headers.OF_REQUEST);
  }

  /**
   * A handshake must reach the client as it is: the mark that makes it one is an internal field a
   * copy would lose.
   */
  private static boolean isWebSocket(String method, HttpRequest request) {
    return method.equals("GET") && request.headers().map().containsKey("Sec-WebSocket-Version");
  }

  @SuppressWarnings("unchecked") // the inlined method's own T; handlers and future agree on it
  private static Invocation<Object> invocation(
      HttpClient client,
      HttpRequest request,
      Object handler,
      @Nullable Object pushes,
      @Nullable Object executor) {
    return new Invocation<>(
        client,
        request,
        (BodyHandler<Object>) handler,
        (PushPromiseHandler<Object>) pushes,
        (Executor) executor);
  }

  private @Nullable Object[] plan(GuardedCall call, Invocation<Object> made) {
    RequestBody body = RequestBody.of(made.request(), call);
    Sending sending =
        new Sending(
            call, abandoned, gate.breaker(), made.request(), body, new Patience(made.request()));
    try {
      return plan(sending, made);
    } catch (Throwable fault) {
      if (body.ahead() == null) {
        throw fault;
      }
      // what was read of the body is nowhere else any more
      gate.breaker().fault(fault);
      UnusedVerdict.close(call.fail(fault));
      return new @Nullable Object[] {
        sending.plain(), made.handler(), null, new UnderWay(null, body)
      };
    }
  }

  private static @Nullable Object[] plan(Sending sending, Invocation<Object> made) {
    RequestBody body = sending.body();
    ReadAhead ahead = body.ahead();
    if (ahead != null && !made.synchronous()) {
      return driven(made, new DrivenExchange<>(made, sending).start(ahead));
    }
    if (ahead != null) {
      ahead.start(new Handover(ExecutorProbe.executorOf(made.client())));
      ahead.await(sending.patience());
    }
    Verdict verdict =
        sending.call().admit(body.collected(), made.synchronous() ? Caller.WAITS : Caller.GOES_ON);
    boolean planned = false;
    try {
      @Nullable Object[] plan = plan(sending, made, verdict);
      planned = true;
      return plan;
    } finally {
      if (!planned) {
        UnusedVerdict.close(verdict);
      }
    }
  }

  private static @Nullable Object[] plan(
      Sending sending, Invocation<Object> made, Verdict verdict) {
    if (verdict instanceof Verdict.Send send
        && !(sending.call().mayBeFollowed() || sending.call().mayReplaceAnswer())) {
      HttpRequest outgoing = sending.request(send);
      ObservedCall observed = sending.observe(outgoing);
      return new @Nullable Object[] {
        outgoing,
        new ObservingHandler<>(made.handler(), observed),
        null,
        new UnderWay(observed, sending.body())
      };
    }
    return driven(made, new DrivenExchange<>(made, sending).start(verdict));
  }

  private static @Nullable Object[] driven(Invocation<Object> made, Object future) {
    return new @Nullable Object[] {made.request(), made.handler(), future, null};
  }
}
