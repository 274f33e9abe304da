// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import java.util.List;

/** What one call has taken of a gate. Guarded by the gate's lock. */
final class Hold {
  final List<Window.Taken> requests;
  final List<Window.Taken> tokens;
  final long since;

  /**
   * Whether the like of it would not get in beside it, for the tokens it may use. Never changes.
   */
  final boolean pressing;

  /** Whether the call is one of those that run now. */
  boolean running = true;

  /** Whether what it took counts still. */
  boolean counted = true;

  /**
   * @param since when it was let in
   * @param pressing whether the like of it would not get in beside it
   */
  Hold(List<Window.Taken> requests, List<Window.Taken> tokens, long since, boolean pressing) {
    this.requests = requests;
    this.tokens = tokens;
    this.since = since;
    this.pressing = pressing;
  }
}
