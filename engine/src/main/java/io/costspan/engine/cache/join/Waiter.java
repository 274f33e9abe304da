// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.join;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One that waits for the first byte of a stream, or for a whole answer. */
final class Waiter implements Joined.Place {
  private final Flight flight;
  private final CompletableFuture<Joined> then = new CompletableFuture<>();
  private @Nullable Future<?> bound;

  Waiter(Flight flight) {
    this.flight = flight;
  }

  CompletionStage<Joined> then() {
    return then;
  }

  @Override
  public void leave() {
    flight.left(this);
  }

  // what follows is the flight's, under its lock

  /** Waits no longer than that. */
  void within(Future<?> limit) {
    bound = limit;
  }

  /** Waits no more; what tells it so is to be run outside the lock. */
  Runnable ending(Joined how) {
    Future<?> scheduled = bound;
    if (scheduled != null) {
      scheduled.cancel(false);
    }
    return () -> then.complete(how);
  }
}
