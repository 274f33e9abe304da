// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

/**
 * Lets one process of a host tell of a step that several of them reach. Asked on the thread that
 * tells; may touch files.
 */
@FunctionalInterface
public interface StepClaims {
  /** There is no other process. */
  StepClaims ALONE = step -> true;

  /** Whether nobody has told of it yet in its window, and this process is to; asked once. */
  boolean first(StepReached step);
}
