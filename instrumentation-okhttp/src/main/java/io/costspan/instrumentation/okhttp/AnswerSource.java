// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.okhttp;

import io.costspan.contract.AnswerBody;
import io.costspan.contract.guard.ForgottenBodies;
import java.io.IOException;
import java.lang.ref.Cleaner.Cleanable;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import okio.Buffer;
import okio.Source;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Plays a local answer at its own pace. A reader waits for the next piece as it would for the
 * network: no longer than the client's read timeout, or what the reader set in {@link #timeout()},
 * and not past a cancelled call.
 */
final class AnswerSource implements Source {
  private final AnswerBody body;
  private final Patience patience;
  private final Timeout timeout;
  private final Cleanable watch;
  private ByteBuffer piece = ByteBuffer.allocate(0);
  private boolean ended;
  private volatile boolean closed;
  private @Nullable IOException failure;

  AnswerSource(AnswerBody body, Patience patience) {
    this.body = body;
    this.patience = patience;
    this.timeout = patience.readTimeout();
    this.watch = ForgottenBodies.watch(this, body);
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    if (failure != null) {
      throw failure;
    }
    if (byteCount == 0) {
      return 0;
    }
    if (!piece.hasRemaining() && !ended) {
      advance();
    }
    return piece.hasRemaining() ? Pieces.write(piece, sink, byteCount) : -1;
  }

  @Override
  public Timeout timeout() {
    return timeout;
  }

  @Override
  public void close() {
    closed = true;
    watch.clean();
  }

  private void advance() throws IOException {
    try {
      ByteBuffer next = patience.await(body.next(), nanosLeft(), () -> closed);
      if (next == null) {
        ended = true;
        watch.clean();
      } else {
        piece = next;
      }
    } catch (IOException brokenOff) {
      failure = brokenOff;
      watch.clean();
      throw brokenOff;
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** 0 for ever. */
  private long nanosLeft() {
    long nanos = timeout.timeoutNanos();
    if (timeout.hasDeadline()) {
      long left = Math.max(1, timeout.deadlineNanoTime() - System.nanoTime());
      nanos = nanos == 0 ? left : Math.min(nanos, left);
    }
    return nanos;
  }
}
