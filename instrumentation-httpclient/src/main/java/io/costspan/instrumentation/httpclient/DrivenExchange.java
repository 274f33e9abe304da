// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import io.costspan.contract.Reaction;
import io.costspan.contract.Verdict;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A call for which costspan gives the future: there is no answer of the client's yet, or there may
 * come another in its place. A synchronous {@code send} waits for the same future, interruptibly,
 * and cancels it when interrupted.
 *
 * <p>An answer that is to be replaced shows itself when the client applies the body handler, which
 * is too late to change the status and headers the client will report. So the client is given a
 * subscriber that cancels the body, and the application is given, by the same future, what comes
 * instead. The HTTP/2 push handler of the call, if any, is not used here.
 */
final class DrivenExchange<T> {
  private final HttpClient client;
  private final BodyHandler<T> own;
  private final @Nullable Executor executor;
  private final Sending sending;
  private final CancellingFuture<HttpResponse<T>> result;

  /** Whether something came instead, or was asked for; it does so once. */
  private final AtomicBoolean replaced = new AtomicBoolean();

  DrivenExchange(
      HttpClient client, BodyHandler<T> own, @Nullable Executor executor, Sending sending) {
    this.client = client;
    this.own = own;
    this.executor = executor;
    this.sending = sending;
    this.result = new CancellingFuture<>(this::cancelledUnsent);
  }

  /** Does what the engine decided. */
  CompletableFuture<HttpResponse<T>> start(Verdict verdict) {
    go(verdict, executor == null);
    return result;
  }

  /**
   * @param inline whether the current thread is that of a synchronous caller, who waits anyway
   */
  private void go(Verdict verdict, boolean inline) {
    if (verdict instanceof Verdict.Send send) {
      send(send);
    } else if (verdict instanceof Verdict.Answer answer) {
      play(answer, inline);
    } else if (verdict instanceof Verdict.Refuse refuse) {
      result.completeExceptionally(refuse.exception());
    } else if (verdict instanceof Verdict.Later later) {
      // the guard lets no stage through that fails
      CompletionStage<?> decided = later.verdict().thenAccept(then -> go(then, false));
      assert decided != result;
    }
  }

  private void send(Verdict.Send send) {
    if (!result.startSending()) {
      if (replaced.get()) {
        cancelledUnsent(); // the first request's end was not the call's
      }
      return;
    }
    OutgoingRequest outgoing;
    try {
      outgoing = sending.changed(send);
    } catch (RuntimeException fault) {
      sending.breaker().fault(fault); // a URL that is none
      outgoing = sending.changed(new Verdict.Send(null, Map.of(), null));
    }
    ObservedCall call = sending.observe(outgoing);
    Deflecting handler = new Deflecting(call);
    try {
      CompletableFuture<HttpResponse<T>> answer = client.sendAsync(outgoing, handler);
      result.cancelling(answer);
      CompletableFuture<?> handled =
          answer.whenComplete((response, error) -> answered(call, handler, response, error));
      assert handled != answer;
    } catch (Throwable refusedByClient) {
      failed(call, refusedByClient);
    }
  }

  private void answered(
      ObservedCall call,
      Deflecting handler,
      @Nullable HttpResponse<T> response,
      @Nullable Throwable error) {
    Verdict instead = handler.instead;
    if (instead != null) {
      // whatever became of the cancelled body
      go(instead, false);
    } else if (response != null) {
      result.complete(response);
    } else if (error != null) {
      failed(call, error);
    }
  }

  private void failed(ObservedCall call, Throwable error) {
    Verdict instead = call.failed(error);
    if (instead != null && !result.isDone() && replaced.compareAndSet(false, true)) {
      go(instead, false);
    } else {
      result.completeExceptionally(ObservedCall.unwrap(error));
    }
  }

  private void play(Verdict.Answer answer, boolean inline) {
    LocalAnswer<T> local =
        new LocalAnswer<>(answer, own, sending.original(), client.version(), result);
    if (inline) {
      local.play();
      return;
    }
    // a subscriber that maps may block in getBody; that is the application's executor to bear
    Executor where = executor != null ? executor : client.executor().orElse(null);
    if (where == null) {
      ownThread(local::play).start();
      return;
    }
    try {
      where.execute(local::play);
    } catch (RejectedExecutionException shutDown) {
      local.play();
    }
  }

  /**
   * For a synchronous caller of a client whose executor is not ours to see. Not the common pool: on
   * a small machine it has one thread, which the application may be blocking.
   */
  private static Thread ownThread(Runnable work) {
    Thread thread = new Thread(null, work, "costspan-answer", 0, false);
    thread.setDaemon(true);
    return thread;
  }

  /** The application cancelled while nothing was under way. */
  private void cancelledUnsent() {
    Verdict ignored = sending.call().fail(new CancellationException());
    assert ignored != Verdict.SEND;
  }

  /** The application's handler, unless something else comes instead. */
  private final class Deflecting implements BodyHandler<T> {
    private final ObservedCall call;
    private volatile @Nullable Verdict instead;

    Deflecting(ObservedCall call) {
      this.call = call;
    }

    @Override
    public BodySubscriber<T> apply(ResponseInfo head) {
      Reaction reaction = ObservingHandler.reaction(call, head);
      if (reaction == null) {
        return own.apply(head);
      }
      Verdict other = reaction.instead();
      if (other != null && !result.isDone() && replaced.compareAndSet(false, true)) {
        instead = other;
        return new CancellingSubscriber<>();
      }
      return ObservingHandler.observe(own, call, reaction, head);
    }
  }
}
