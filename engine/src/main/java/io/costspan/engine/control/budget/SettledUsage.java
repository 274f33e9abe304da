// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.passage.Forecast;
import io.costspan.engine.passage.Subject;
import io.costspan.engine.usage.Usage;

/** Told what a call used of which a forecast was made. Thread-safe; quick. */
@FunctionalInterface
public interface SettledUsage {
  /** Learns nothing. */
  SettledUsage NONE = (subject, forecast, usage) -> {};

  /** A call that was answered wholly. */
  void settled(Subject subject, Forecast forecast, Usage usage);
}
