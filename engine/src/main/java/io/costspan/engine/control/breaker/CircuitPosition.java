// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.breaker;

import java.util.Locale;

/** Where a circuit stands. */
public enum CircuitPosition {
  /** Calls pass. */
  CLOSED,
  /** Calls are refused. */
  OPEN,
  /** One call at a time is let through to see, all others are refused. */
  HALF_OPEN;

  /** As metrics and consoles name it: {@code closed}, {@code open}, {@code half_open}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
