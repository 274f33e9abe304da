// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.passage;

import org.jspecify.annotations.Nullable;

/** Decides about calls before they leave, and is told how they end. Thread-safe. */
@FunctionalInterface
public interface Controls {
  /** Concerned with no call. */
  Controls NONE = arrival -> null;

  /**
   * The way of one call past these controls.
   *
   * @return {@code null} when no rule can concern the call: then its body is not read ahead, and
   *     nothing is kept of it
   */
  @Nullable Passage passage(Arrival arrival);

  /** {@link #passage} has thrown, and the call goes on without them. Does not throw. */
  default void failed(Throwable fault) {}
}
