// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.gate;

import io.costspan.contract.AnswerBody;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A local answer whose pieces come when a test says so, from the test's thread. Thread-safe; keeps
 * count of what the glue does against the contract.
 */
public final class ScriptedAnswer implements AnswerBody {
  private final BlockingQueue<CompletableFuture<@Nullable ByteBuffer>> asked =
      new LinkedBlockingQueue<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger closes = new AtomicInteger();
  private final AtomicInteger tooEarly = new AtomicInteger();
  private volatile CompletableFuture<@Nullable ByteBuffer> last =
      CompletableFuture.completedFuture(null);

  @Override
  public CompletionStage<@Nullable ByteBuffer> next() {
    if (!last.isDone()) {
      tooEarly.incrementAndGet();
    }
    CompletableFuture<@Nullable ByteBuffer> piece = new CompletableFuture<>();
    last = piece;
    requests.incrementAndGet();
    asked.add(piece);
    return piece;
  }

  @Override
  public void close() {
    closes.incrementAndGet();
  }

  /** Gives a piece, once it is asked for; false when nobody asks within ten seconds. */
  public boolean give(String piece) {
    CompletableFuture<@Nullable ByteBuffer> next = asked();
    return next != null && next.complete(ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8)));
  }

  /** Ends the answer, once its next piece is asked for. */
  public boolean finish() {
    CompletableFuture<@Nullable ByteBuffer> next = asked();
    return next != null && next.complete(null);
  }

  /** Breaks the answer off, once its next piece is asked for. */
  public boolean fail(Throwable error) {
    CompletableFuture<@Nullable ByteBuffer> next = asked();
    return next != null && next.completeExceptionally(error);
  }

  /** How often a piece was asked for. */
  public int requests() {
    return requests.get();
  }

  /** How often it was closed. */
  public int closes() {
    return closes.get();
  }

  /** How often a piece was asked for before the one before it was there. */
  public int tooEarly() {
    return tooEarly.get();
  }

  private @Nullable CompletableFuture<@Nullable ByteBuffer> asked() {
    try {
      return asked.poll(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
