// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/** What is done when a budget reaches a step of its ladder. */
public enum StepAction {
  /** The user is told. */
  NOTIFY,
  /** Calls are refused that the budget does not hold. */
  BLOCK,
  /** Calls are refused until the period ends, but for those called critical. */
  PAUSE
}
