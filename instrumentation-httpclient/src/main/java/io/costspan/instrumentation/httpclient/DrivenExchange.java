// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.Caller;
import io.costspan.contract.Reaction;
import io.costspan.contract.Verdict;
import io.costspan.contract.guard.Handover;
import io.costspan.contract.guard.UnusedVerdict;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A call for which costspan gives the future: there is no answer of the client's yet, or there may
 * come another in its place. A synchronous {@code send} waits for the same future, interruptibly,
 * and cancels it when interrupted; before that it waits for a verdict on its own thread.
 *
 * <p>An answer that is to be replaced shows itself when the client applies the body handler, which
 * is too late to change the status and headers the client will report. So the client is given a
 * subscriber that cancels the body, and the application is given, by the same future, what comes
 * instead.
 *
 * <p>Whatever thread brings a verdict or a piece of an answer, the application's handlers run on
 * the client's executor, and what depends on its future where the client has it run: on Java's own.
 *
 * <p>Nobody else completes the future, so no step here may fail unnoticed: on a fault of ours the
 * request goes out as the application made it, and where it had gone out before, the future fails.
 */
final class DrivenExchange<T> {
  private final Invocation<T> call;
  private final Sending sending;
  private final Patience patience;
  private final CancellingFuture<HttpResponse<T>> result;
  private final Executor threads;
  private final Executor dependents = Handover.toJavasOwn();

  /** Whether something came instead, or was asked for; it does so once. */
  private final AtomicBoolean replaced = new AtomicBoolean();

  /** Whether the client has been given the request. */
  private final AtomicBoolean sent = new AtomicBoolean();

  /** Whether the engine was told that nothing more is to come. */
  private final AtomicBoolean forgotten = new AtomicBoolean();

  /**
   * Where the application drops its client, that ends when no call of its own is under way, and one
   * that waits here is none. A builder of WebSockets is what keeps it going.
   */
  @SuppressWarnings("unused")
  private final @Nullable Object keepsClientGoing;

  private volatile boolean waited;
  private volatile boolean handedOut;

  /** To be made on the caller's thread. */
  DrivenExchange(Invocation<T> call, Sending sending) {
    this.call = call;
    this.sending = sending;
    this.patience = sending.patience();
    this.result = new CancellingFuture<>(this::cancelledUnsent);
    Executor given = call.executor();
    this.threads = new Handover(given != null ? given : ExecutorProbe.executorOf(call.client()));
    this.keepsClientGoing = keeper(call.client());
    if (sending.body().ahead() != null) {
      CompletableFuture<?> unused =
          result.whenComplete((response, error) -> sending.body().abandon());
    }
  }

  private static @Nullable Object keeper(HttpClient client) {
    try {
      return client.newWebSocketBuilder();
    } catch (RuntimeException notNeeded) {
      return null; // a client of another make
    }
  }

  /** Does what the engine decided. */
  CompletableFuture<HttpResponse<T>> start(Verdict verdict) {
    go(verdict, true);
    handedOut = true;
    return result;
  }

  /** Decides once the body was read, or could not be. */
  CompletableFuture<HttpResponse<T>> start(ReadAhead body) {
    waited = true;
    handedOut = true;
    CompletableFuture<Void> decided = new CompletableFuture<>();
    guarded(
        () -> {
          patience.watch(decided, this::timeIsUp);
          CompletableFuture<Void> unused =
              body.read().thenAccept(read -> onward(() -> decide(decided)));
          body.start(threads);
        });
    return result;
  }

  private void decide(CompletableFuture<Void> decided) {
    decided.complete(null);
    if (result.isDone()) {
      sending.body().abandon();
      forget(new CancellationException());
    } else {
      go(sending.call().admit(sending.body().collected(), Caller.GOES_ON), false);
    }
  }

  /**
   * @param callers whether the current thread is the caller's
   */
  private void go(Verdict verdict, boolean callers) {
    try {
      carryOut(verdict, callers);
    } catch (Throwable fault) {
      UnusedVerdict.close(verdict);
      recover(fault);
    }
  }

  private void carryOut(Verdict verdict, boolean callers) {
    if (result.isDone()) {
      UnusedVerdict.close(verdict);
      forget(new CancellationException());
    } else if (verdict instanceof Verdict.Send send) {
      send(send);
    } else if (verdict instanceof Verdict.Answer answer) {
      answer(answer, callers);
    } else if (verdict instanceof Verdict.Refuse refuse) {
      finish(() -> result.fail(refuse.exception()));
    } else if (verdict instanceof Verdict.Later later) {
      await(later, callers);
    }
  }

  private void await(Verdict.Later later, boolean callers) {
    waited = true;
    CompletableFuture<Verdict> decided = later.verdict().toCompletableFuture();
    if (!callers || !call.synchronous()) {
      patience.watch(decided, this::timeIsUp);
      CompletableFuture<Void> unused = decided.thenAccept(then -> onward(() -> go(then, false)));
      return;
    }
    Verdict then = null;
    try {
      then = patience.await(decided);
    } catch (TimeoutException up) {
      timeIsUp();
    }
    if (then != null) {
      go(then, true);
    } else {
      UnusedVerdict.close(later); // interrupted: the client's own waiting will see it, and cancel
    }
  }

  private void timeIsUp() {
    if (result.endUnsent()) {
      HttpTimeoutException timeout = new HttpTimeoutException("request timed out");
      forget(timeout);
      finish(() -> result.fail(timeout));
    }
  }

  private void send(Verdict.Send send) {
    if (!result.startSending()) {
      forget(new CancellationException());
      return;
    }
    OutgoingRequest outgoing;
    try {
      outgoing = sending.changed(send);
    } catch (RuntimeException fault) {
      sending.breaker().fault(fault); // a URL that is none
      outgoing = sending.changed(new Verdict.Send(null, Map.of(), null));
    }
    if (!replaced.get()) {
      outgoing = inTime(outgoing);
    }
    ObservedCall observed = sending.observe(outgoing);
    Deflecting handler = new Deflecting(observed);
    if (!sent.compareAndSet(false, true) && !replaced.get()) {
      return; // it went out without us
    }
    try {
      CompletableFuture<HttpResponse<T>> answer = call.send(outgoing, handler);
      result.cancelling(
          () -> {
            if (!observed.leave()) {
              cancel(answer);
            }
          });
      CompletableFuture<?> unused =
          answer.whenComplete(
              (response, error) -> guarded(() -> answered(observed, handler, response, error)));
    } catch (Throwable refusedByClient) {
      failed(observed, refusedByClient);
    }
  }

  /** The client's own is complete with the head; what depends on it still reaches the body. */
  private static void cancel(CompletableFuture<?> answer) {
    if (!answer.cancel(true)) {
      answer.newIncompleteFuture().cancel(true);
    }
  }

  private OutgoingRequest inTime(OutgoingRequest outgoing) {
    return waited ? outgoing.within(patience.left()) : outgoing;
  }

  private void answered(
      ObservedCall observed,
      Deflecting handler,
      @Nullable HttpResponse<T> response,
      @Nullable Throwable error) {
    Runnable instead = handler.instead;
    if (instead != null) {
      instead.run(); // whatever became of the cancelled body
    } else if (response != null) {
      result.complete(response);
    } else if (error != null) {
      failed(observed, error);
    }
  }

  private void failed(ObservedCall observed, Throwable error) {
    Runnable instead = insteadOf(observed.failed(error));
    if (instead != null) {
      instead.run();
    } else {
      result.fail(error);
    }
  }

  /** How to carry out what the engine wants instead; {@code null} when it cannot be, any more. */
  private @Nullable Runnable insteadOf(@Nullable Verdict verdict) {
    if (verdict == null || result.isDone() || !replaced.compareAndSet(false, true)) {
      UnusedVerdict.close(verdict);
      return null;
    }
    if (!(verdict instanceof Verdict.Answer answer)) {
      return () -> go(verdict, false);
    }
    LocalAnswer<T> local = prepare(answer);
    if (local == null) {
      answer.body().close();
      return null;
    }
    return () -> threads.execute(local::play);
  }

  private void answer(Verdict.Answer answer, boolean callers) {
    LocalAnswer<T> local = prepare(answer);
    if (local == null) {
      Verdict.Send send = sending.call().sendAfterAll();
      answer.body().close();
      send(send);
    } else if (callers && call.synchronous()) {
      local.play();
    } else {
      // a subscriber that maps may block in getBody; that is the application's executor to bear
      threads.execute(local::play);
    }
  }

  private @Nullable LocalAnswer<T> prepare(Verdict.Answer answer) {
    try {
      return new LocalAnswer<>(answer, call, result, threads, this::finish);
    } catch (Throwable fault) {
      sending.breaker().fault(fault); // headers that are none
      return null;
    }
  }

  private void finish(Runnable completion) {
    if (!handedOut || call.synchronous()) {
      completion.run();
      return;
    }
    try {
      dependents.execute(completion);
    } catch (Throwable noThread) {
      completion.run();
    }
  }

  /** On the client's executor. */
  private void onward(Runnable step) {
    guarded(() -> threads.execute(() -> guarded(step)));
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (Throwable fault) {
      recover(fault);
    }
  }

  /** On with the call without us; where it has been sent there is nothing to go on with. */
  private void recover(Throwable fault) {
    Throwable failure = fault;
    try {
      sending.breaker().fault(fault);
      forget(fault);
      if (!result.isDone() && sent.compareAndSet(false, true) && result.startSending()) {
        sendPlain();
        return;
      }
    } catch (Throwable refusedByClient) {
      failure = refusedByClient;
    }
    Throwable last = failure;
    finish(() -> result.fail(last));
  }

  private void sendPlain() {
    CompletableFuture<HttpResponse<T>> answer = call.send(inTime(sending.plain()), call.handler());
    result.cancelling(() -> cancel(answer));
    CompletableFuture<?> unused =
        answer.whenComplete(
            (response, error) -> {
              if (error == null) {
                result.complete(response);
              } else {
                result.fail(error);
              }
            });
  }

  /** The application cancelled while nothing was under way. */
  private void cancelledUnsent() {
    forget(new CancellationException());
  }

  /** Nothing of the call is to come any more. */
  private void forget(Throwable why) {
    if (forgotten.compareAndSet(false, true)) {
      UnusedVerdict.close(sending.call().fail(why));
    }
  }

  /** The application's handler, unless something else comes instead. */
  private final class Deflecting implements BodyHandler<T> {
    private final ObservedCall observed;
    private volatile @Nullable Runnable instead;

    Deflecting(ObservedCall observed) {
      this.observed = observed;
    }

    @Override
    public BodySubscriber<T> apply(ResponseInfo head) {
      Reaction reaction = ObservingHandler.reaction(observed, head);
      if (reaction == null) {
        return call.handler().apply(head);
      }
      Runnable other = insteadOf(reaction.instead());
      if (other != null) {
        instead = other;
        return new CancellingSubscriber<>();
      }
      return ObservingHandler.observe(call.handler(), observed, reaction, head);
    }
  }
}
