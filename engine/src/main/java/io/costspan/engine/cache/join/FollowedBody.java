// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.join;

import io.costspan.contract.AnswerBody;
import io.costspan.engine.usage.Usage;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that another call gets, read at this reader's own pace. One reader; closing
 * may come from anywhere.
 */
public final class FollowedBody implements AnswerBody {
  private final Flight flight;
  private final CompletableFuture<Total> total;
  private @Nullable ByteBuffer first;
  private int at;
  private @Nullable CompletableFuture<@Nullable ByteBuffer> waiting;
  private boolean closed;

  /**
   * @param total what comes of the call that is followed
   */
  FollowedBody(Flight flight, CompletableFuture<Total> total) {
    this.flight = flight;
    this.total = total;
  }

  /**
   * What the provider said was used for the answer, once the call that is followed has ended; none
   * for a reader that did not get all of the answer.
   */
  public CompletionStage<Usage> usage() {
    return total.thenApply(of -> of.length() <= at ? of.usage() : Usage.NONE);
  }

  @Override
  public CompletionStage<@Nullable ByteBuffer> next() {
    return flight.next(this);
  }

  @Override
  public void close() {
    flight.left(this);
  }

  // what follows is the flight's, under its lock

  int at() {
    return at;
  }

  /** Whoever is given this body has this piece of it, whatever becomes of the rest. */
  void hold(@Nullable ByteBuffer piece) {
    first = piece;
  }

  /** The piece that was held, once. */
  @Nullable ByteBuffer held() {
    ByteBuffer piece = closed ? null : first;
    first = null;
    return piece;
  }

  void advance(int bytes) {
    at += bytes;
  }

  boolean closed() {
    return closed;
  }

  void close(boolean gone) {
    closed |= gone;
  }

  void await(CompletableFuture<@Nullable ByteBuffer> next) {
    waiting = next;
  }

  boolean awaits(CompletableFuture<@Nullable ByteBuffer> next) {
    return waiting == next;
  }

  /** Who waits for the next piece, once. */
  @Nullable CompletableFuture<@Nullable ByteBuffer> take() {
    CompletableFuture<@Nullable ByteBuffer> taken = waiting;
    waiting = null;
    return taken;
  }
}
