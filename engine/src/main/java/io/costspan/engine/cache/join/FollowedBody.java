// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.join;

import io.costspan.contract.AnswerBody;
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
  private int at;
  private @Nullable CompletableFuture<@Nullable ByteBuffer> waiting;
  private boolean closed;

  FollowedBody(Flight flight) {
    this.flight = flight;
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
