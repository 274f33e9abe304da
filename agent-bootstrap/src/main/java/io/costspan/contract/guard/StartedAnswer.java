// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract.guard;

import io.costspan.contract.AnswerBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A local answer whose first piece has been asked for already, so that one that cannot even start
 * is noticed while the request can still be sent. A fault further on breaks the answer off the way
 * a network would: with an {@link IOException}.
 */
final class StartedAnswer implements AnswerBody {
  private final AnswerBody body;
  private final FaultBreaker breaker;
  private @Nullable CompletionStage<@Nullable ByteBuffer> first;

  private StartedAnswer(
      AnswerBody body, FaultBreaker breaker, CompletionStage<@Nullable ByteBuffer> first) {
    this.body = body;
    this.breaker = breaker;
    this.first = first;
  }

  /** Starts {@code body}; throws what starting it throws, and does not close it then. */
  static StartedAnswer start(AnswerBody body, FaultBreaker breaker) {
    return new StartedAnswer(body, breaker, Objects.requireNonNull(body.next(), "no first piece"));
  }

  @Override
  public CompletionStage<@Nullable ByteBuffer> next() {
    CompletionStage<@Nullable ByteBuffer> piece = first;
    if (piece != null) {
      first = null;
      return piece;
    }
    try {
      return Objects.requireNonNull(body.next(), "no next piece");
    } catch (Throwable fault) {
      breaker.fault(fault);
      return CompletableFuture.failedFuture(new IOException("local answer broke off", fault));
    }
  }

  @Override
  public void close() {
    close(body, breaker);
  }

  /** Closes {@code body}; never throws. */
  static void close(AnswerBody body, FaultBreaker breaker) {
    try {
      body.close();
    } catch (Throwable fault) {
      breaker.fault(fault);
    }
  }
}
