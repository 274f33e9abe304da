// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Whose turn it is to call a subscriber: the client's signals come one after the other, some from
 * within another, and whoever leaves from another thread has a last one to give. Thread-safe;
 * nobody waits.
 */
final class Turn {
  private enum State {
    FREE,
    TAKEN,
    LEFT,
    OVER
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.FREE);

  /** The client has a signal; false when somebody has left. */
  boolean take() {
    return state.getAndUpdate(now -> now == State.FREE ? State.TAKEN : now) != State.LEFT;
  }

  /** The signal was given; whether somebody left meanwhile, whose own is to be given now. */
  boolean giveBack() {
    return state.getAndUpdate(now -> now == State.TAKEN ? State.FREE : now) == State.LEFT;
  }

  /** The client has its last signal; false when somebody has left. */
  boolean end() {
    return state.getAndUpdate(now -> now == State.LEFT ? now : State.OVER) != State.LEFT;
  }

  /** Whether the client has had its last signal. */
  boolean over() {
    return state.get() == State.OVER;
  }

  /** From now on the client has no turn; whether it has none just now either. */
  boolean leave() {
    return state.getAndUpdate(now -> now == State.OVER ? now : State.LEFT) == State.FREE;
  }
}
