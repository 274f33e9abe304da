// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.replay;

import io.costspan.contract.AnswerBody;
import io.costspan.engine.cache.store.Pieces;
import io.costspan.engine.cache.store.Timer;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Plays a stored body, byte for byte. One reader; closing may come from anywhere. */
public final class ReplayedBody implements AnswerBody {
  /** A reader gets no more at a time, so that a long body does not pile up before it. */
  private static final int MOST = 16 << 10;

  private final Pieces pieces;
  private final Pace pace;
  private final Timer timer;
  private final LongSupplier nanoClock;
  private final long startNanos;
  private int piece;
  private int at;
  private volatile boolean closed;
  private volatile @Nullable Future<?> task;
  private volatile @Nullable CompletableFuture<@Nullable ByteBuffer> waiting;

  /**
   * @param timer for pieces whose time has not come
   * @param nanoClock monotonic nanoseconds
   */
  public ReplayedBody(Pieces pieces, Pace pace, Timer timer, LongSupplier nanoClock) {
    this.pieces = pieces;
    this.pace = pace;
    this.timer = timer;
    this.nanoClock = nanoClock;
    this.startNanos = nanoClock.getAsLong();
  }

  @Override
  public CompletionStage<@Nullable ByteBuffer> next() {
    if (closed || at == pieces.length()) {
      return CompletableFuture.completedFuture(null);
    }
    long early = pace == Pace.INSTANT ? 0 : dueNanos() - (nanoClock.getAsLong() - startNanos);
    if (early <= 0) {
      return CompletableFuture.completedFuture(take());
    }
    CompletableFuture<@Nullable ByteBuffer> later = new CompletableFuture<>();
    waiting = later;
    task = timer.after(early, () -> later.complete(closed ? null : take()));
    if (closed) {
      later.complete(null);
    }
    return later;
  }

  @Override
  public void close() {
    closed = true;
    Future<?> scheduled = task;
    if (scheduled != null) {
      scheduled.cancel(false);
    }
    CompletableFuture<@Nullable ByteBuffer> asked = waiting;
    if (asked != null) {
      asked.complete(null);
    }
  }

  private long dueNanos() {
    return TimeUnit.MILLISECONDS.toNanos(pieces.atMillis(piece));
  }

  private ByteBuffer take() {
    int most = pace == Pace.INSTANT ? pieces.length() : pieces.end(piece);
    int to = Math.min(most, at + MOST);
    ByteBuffer taken = ByteBuffer.wrap(pieces.bytes(), at, to - at).slice().asReadOnlyBuffer();
    at = to;
    while (piece < pieces.count() && pieces.end(piece) <= at) {
      piece++;
    }
    return taken;
  }
}
