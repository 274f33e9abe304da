// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call that waits for its turn. What changes of it is guarded by its gate's lock. */
final class Waiter {
  private final Priority priority;
  private final long tokens;
  private final CompletableFuture<Waiter> over = new CompletableFuture<>();
  private final long deadline;
  private @Nullable Hold hold;
  private @Nullable Shortage shortage;

  /**
   * @param tokens to take
   * @param deadline until when it may wait, on the gate's clock
   */
  Waiter(Priority priority, long tokens, long deadline) {
    this.priority = priority;
    this.tokens = tokens;
    this.deadline = deadline;
  }

  Priority priority() {
    return priority;
  }

  long tokens() {
    return tokens;
  }

  long deadline() {
    return deadline;
  }

  /** Completed with this waiter once the wait is over, however it ended. */
  CompletableFuture<Waiter> over() {
    return over;
  }

  void admitted(Hold taken) {
    hold = taken;
  }

  void turnedAway(Shortage lacking) {
    shortage = lacking;
  }

  /** What it got; {@code null} when it was turned away or has left. Known once it is over. */
  @Nullable Hold hold() {
    return hold;
  }

  /** Why it was turned away; {@code null} when it got in or has left. Known once it is over. */
  @Nullable Shortage shortage() {
    return shortage;
  }
}
