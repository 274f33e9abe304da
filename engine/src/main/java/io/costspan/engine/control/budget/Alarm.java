// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

/** Runs something later, on a thread of our own. Thread-safe. */
@FunctionalInterface
interface Alarm {
  /**
   * Sets it.
   *
   * @param nanos from now
   * @param task quick; does not throw
   * @return takes it back
   */
  Runnable in(long nanos, Runnable task);
}
