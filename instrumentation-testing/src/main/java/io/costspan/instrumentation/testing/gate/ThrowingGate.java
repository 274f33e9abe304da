// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.gate;

import io.costspan.contract.AnswerBody;
import io.costspan.contract.BodyFilter;
import io.costspan.contract.BodyNeed;
import io.costspan.contract.BodyTap;
import io.costspan.contract.Call;
import io.costspan.contract.CallGate;
import io.costspan.contract.Caller;
import io.costspan.contract.HeaderReader;
import io.costspan.contract.Reaction;
import io.costspan.contract.Verdict;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Throws at one point of the contract, each time it gets there, and otherwise sends and delivers
 * unchanged. Thread-safe.
 */
public final class ThrowingGate implements CallGate {
  private final FaultPoint where;
  private final FaultKind what;
  private final AtomicInteger thrown = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();

  /** Throws {@code what} at {@code where}. */
  public ThrowingGate(FaultPoint where, FaultKind what) {
    this.where = where;
    this.what = what;
  }

  /** How often it threw. */
  public int thrown() {
    return thrown.get();
  }

  /** How often it was asked to open a call. */
  public int asked() {
    return asked.get();
  }

  @Override
  public <R> @Nullable Call open(
      String method, String host, int port, String url, R request, HeaderReader<R> headers) {
    asked.incrementAndGet();
    at(FaultPoint.OPEN);
    String type = headers.first(request, "content-type");
    at(FaultPoint.OPEN_AFTER_HEADER);
    return type == null ? null : new ThrowingCall();
  }

  private void at(FaultPoint here) {
    if (where == here) {
      thrown.incrementAndGet();
      what.raise();
    }
  }

  private final class ThrowingCall implements Call {
    @Override
    public BodyNeed bodyNeed() {
      at(FaultPoint.BODY_NEED);
      return where == FaultPoint.BODY_LIMIT ? BodyNeed.BEFORE_SENDING : BodyNeed.WHILE_SENDING;
    }

    @Override
    public int bodyLimit() {
      at(FaultPoint.BODY_LIMIT);
      return 1 << 20;
    }

    @Override
    public Verdict admit(@Nullable ByteBuffer body, Caller caller) {
      at(FaultPoint.ADMIT);
      if (where == FaultPoint.LATER) {
        return new Verdict.Later(
            CompletableFuture.supplyAsync(
                () -> {
                  at(FaultPoint.LATER);
                  return Verdict.SEND;
                }));
      }
      return where == FaultPoint.ANSWER_START
          ? new Verdict.Answer(200, List.of(), -1, new ThrowingAnswer())
          : Verdict.SEND;
    }

    @Override
    public BodyTap requestTap() {
      at(FaultPoint.REQUEST_TAP);
      return new ThrowingTap(FaultPoint.REQUEST_DATA, FaultPoint.REQUEST_END);
    }

    @Override
    public <R> Reaction respond(
        int status, R response, HeaderReader<R> headers, @Nullable String sentTraceparent) {
      at(FaultPoint.RESPOND);
      boolean filtering = where == FaultPoint.FILTER || where == FaultPoint.FILTER_FINISH;
      return new Reaction(
          new ThrowingTap(FaultPoint.DATA, FaultPoint.END),
          filtering ? new ThrowingFilter() : null,
          null);
    }

    @Override
    public @Nullable Verdict fail(Throwable error) {
      at(FaultPoint.FAIL);
      return null;
    }
  }

  private final class ThrowingTap implements BodyTap {
    private final FaultPoint onData;
    private final FaultPoint onEnd;

    ThrowingTap(FaultPoint onData, FaultPoint onEnd) {
      this.onData = onData;
      this.onEnd = onEnd;
    }

    @Override
    public void data(ByteBuffer bytes) {
      bytes.position(bytes.limit());
      at(onData);
    }

    @Override
    public void end() {
      at(onEnd);
    }

    @Override
    public void abort(@Nullable Throwable cause) {
      at(FaultPoint.ABORT);
    }
  }

  private final class ThrowingFilter implements BodyFilter {
    @Override
    public ByteBuffer filter(ByteBuffer bytes) {
      at(FaultPoint.FILTER);
      return bytes;
    }

    @Override
    public ByteBuffer finish() {
      at(FaultPoint.FILTER_FINISH);
      return ByteBuffer.allocate(0);
    }
  }

  private final class ThrowingAnswer implements AnswerBody {
    @Override
    public CompletionStage<@Nullable ByteBuffer> next() {
      at(FaultPoint.ANSWER_START);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
  }
}
