// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.gate;

import io.costspan.contract.AnswerBody;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A local answer of one piece that counts how often it is closed. Thread-safe. */
public final class CountedAnswer implements AnswerBody {
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger closes = new AtomicInteger();
  private final ByteBuffer piece;

  /** An answer of this text. */
  public CountedAnswer(String text) {
    piece = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
  }

  @Override
  public CompletionStage<@Nullable ByteBuffer> next() {
    return CompletableFuture.completedFuture(
        asked.getAndIncrement() == 0 ? piece.duplicate() : null);
  }

  @Override
  public void close() {
    closes.incrementAndGet();
  }

  /** How often it was closed. */
  public int closes() {
    return closes.get();
  }
}
