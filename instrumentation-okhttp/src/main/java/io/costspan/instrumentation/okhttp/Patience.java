// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import okhttp3.Call;
import okhttp3.Interceptor;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * How long an application's thread may be kept waiting for something of ours: until its call is
 * cancelled, the call's or the read's time is up, or the thread is interrupted. Before OkHttp 3.9 a
 * chain does not tell its call, so only the interrupt is seen there. Thread-safe.
 */
final class Patience {
  /** OkHttp tells nobody that a call was cancelled, so a waiting thread looks this often. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final @Nullable Call call;
  private final long callTimeoutNanos;
  private final int readTimeoutMillis;
  private final long start = System.nanoTime();

  Patience(Interceptor.Chain chain) {
    this.call = LaterMethods.call(chain);
    this.callTimeoutNanos = call == null ? 0 : LaterMethods.callTimeoutNanos(call);
    this.readTimeoutMillis = LaterMethods.readTimeoutMillis(chain);
  }

  boolean isCanceled() {
    return call != null && call.isCanceled();
  }

  /** A fresh timeout that starts out with the client's own for reading. */
  Timeout readTimeout() {
    return new Timeout().timeout(readTimeoutMillis, TimeUnit.MILLISECONDS);
  }

  /**
   * @param mostNanos how long to wait, beside the call's own end; 0 for ever
   * @param closed whether nobody wants it any more
   */
  <T> T await(CompletionStage<T> stage, long mostNanos, BooleanSupplier closed) throws IOException {
    CompletableFuture<T> future = future(stage);
    long begin = System.nanoTime();
    while (true) {
      try {
        return future.isDone() ? future.join() : future.get(LOOK_NANOS, TimeUnit.NANOSECONDS);
      } catch (ExecutionException | CompletionException failed) {
        throw asIoException(failed.getCause() == null ? failed : failed.getCause());
      } catch (CancellationException dropped) {
        throw new IOException(dropped);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      } catch (TimeoutException notYet) {
        if (closed.getAsBoolean()) {
          throw new IOException("closed");
        }
        giveUpWhenOver(begin, mostNanos);
      }
    }
  }

  private void giveUpWhenOver(long begin, long mostNanos) throws IOException {
    long now = System.nanoTime();
    if (isCanceled()) {
      throw new IOException("Canceled");
    }
    if (mostNanos > 0 && now - begin >= mostNanos) {
      throw new SocketTimeoutException("timeout");
    }
    if (callTimeoutNanos > 0 && now - start >= callTimeoutNanos) {
      throw new InterruptedIOException("timeout");
    }
  }

  private static <T> CompletableFuture<T> future(CompletionStage<T> stage) {
    if (stage instanceof CompletableFuture<T> future) {
      return future;
    }
    CompletableFuture<T> copy = new CompletableFuture<>();
    CompletionStage<?> unused =
        stage.whenComplete(
            (value, failure) -> {
              if (failure == null) {
                copy.complete(value);
              } else {
                copy.completeExceptionally(failure);
              }
            });
    return copy;
  }

  private static IOException asIoException(Throwable failure) {
    return failure instanceof IOException exception ? exception : new IOException(failure);
  }
}
