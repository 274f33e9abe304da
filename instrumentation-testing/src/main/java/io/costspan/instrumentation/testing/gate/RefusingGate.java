// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.gate;

import io.costspan.contract.AnswerBody;
import io.costspan.contract.BodyNeed;
import io.costspan.contract.BodyTap;
import io.costspan.contract.Call;
import io.costspan.contract.CallGate;
import io.costspan.contract.Caller;
import io.costspan.contract.HeaderReader;
import io.costspan.contract.Reaction;
import io.costspan.contract.Verdict;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what has the header {@link #REFUSE}, as a budget does, and lets all else go. Keeps
 * nothing of a call but counts, so that any number may be made. Thread-safe.
 */
public final class RefusingGate implements CallGate {
  /** Asks for a refusal. */
  public static final String REFUSE = "x-refuse";

  /** What a refused call is answered. */
  public static final String BODY =
      "{\"error\":{\"message\":\"the budget is used up\",\"type\":\"insufficient_quota\","
          + "\"param\":null,\"code\":\"budget_exceeded\"}}";

  private static final byte[] BYTES = BODY.getBytes(StandardCharsets.UTF_8);

  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();

  @Override
  public <R> Call open(
      String method, String host, int port, String url, R request, HeaderReader<R> headers) {
    return new Decided(headers.first(request, REFUSE) != null);
  }

  /** How many calls were refused. */
  public int refused() {
    return refused.get();
  }

  /** How many answers were given out whose body nobody has closed yet. */
  public int open() {
    return open.get();
  }

  private Verdict refusal() {
    refused.incrementAndGet();
    open.incrementAndGet();
    return new Verdict.Answer(
        402,
        List.of(
            Map.entry("content-type", "application/json"), Map.entry("x-should-retry", "false")),
        BYTES.length,
        new CountedBody(AnswerBody.of(BYTES)));
  }

  private final class CountedBody implements AnswerBody {
    private final AnswerBody body;
    private final AtomicBoolean closed = new AtomicBoolean();

    CountedBody(AnswerBody body) {
      this.body = body;
    }

    @Override
    public CompletionStage<@Nullable ByteBuffer> next() {
      return body.next();
    }

    @Override
    public void close() {
      body.close();
      if (closed.compareAndSet(false, true)) {
        open.decrementAndGet();
      }
    }
  }

  private final class Decided implements Call {
    private final boolean refuse;

    Decided(boolean refuse) {
      this.refuse = refuse;
    }

    @Override
    public BodyNeed bodyNeed() {
      return BodyNeed.BEFORE_SENDING;
    }

    @Override
    public int bodyLimit() {
      return 1 << 20;
    }

    @Override
    public Verdict admit(@Nullable ByteBuffer body, Caller caller) {
      return refuse ? refusal() : Verdict.SEND;
    }

    @Override
    public BodyTap requestTap() {
      return BodyTap.NONE;
    }

    @Override
    public <R> Reaction respond(
        int status, R response, HeaderReader<R> headers, @Nullable String sentTraceparent) {
      return Reaction.deliver(BodyTap.NONE);
    }

    @Override
    public @Nullable Verdict fail(Throwable error) {
      return null;
    }
  }
}
