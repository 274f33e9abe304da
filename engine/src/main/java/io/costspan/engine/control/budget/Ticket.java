// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One call's place in the hold book. Guarded by the hold book's lock, where nothing else is said.
 */
final class Ticket {
  private State state = State.NEW;
  private List<Claim> claims = List.of();
  private long end;
  private @Nullable CompletableFuture<@Nullable Blocked> waiter;
  private volatile boolean pressing;

  /** Where a call is. */
  enum State {
    /** Not asked for yet. */
    NEW,
    /** Waits for holds of others. */
    WAITING,
    /** Something is held for it. */
    HELD,
    /** It may be in flight, but nothing is held for it any longer. */
    LOOSE,
    /** It is not sent. */
    OFF,
    /** It is over and counted. */
    SETTLED
  }

  State state() {
    return state;
  }

  void state(State next) {
    state = next;
  }

  List<Claim> claims() {
    return claims;
  }

  void wants(List<Claim> all) {
    claims = all;
  }

  /** When its time is over, as a hold or as a wait, in nanoseconds. */
  long end() {
    return end;
  }

  void end(long nanos) {
    end = nanos;
  }

  /**
   * Whether the like of it would not fit beside what is held for it. May be asked by any thread.
   */
  boolean pressing() {
    return pressing;
  }

  void pressing(boolean now) {
    pressing = now;
  }

  /** Told how its wait ends; {@code null} when it never waited. */
  @Nullable CompletableFuture<@Nullable Blocked> waiter() {
    return waiter;
  }

  void waiter(CompletableFuture<@Nullable Blocked> told) {
    waiter = told;
  }
}
