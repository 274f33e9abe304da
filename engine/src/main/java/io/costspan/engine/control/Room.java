// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control;

import io.costspan.engine.config.Settings;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Controls;

/** One kind of control: all budgets, all limits, the cache. Thread-safe. */
public interface Room extends Controls {

  /**
   * Takes the rules of these settings in the place of all it had. What it has counted or kept for
   * rules that go by the same name stays. The settings are wholly understood.
   */
  void rules(Settings settings);

  /** Whether a rule that may concern the call counts dollars by the price list. */
  default boolean needsPrices(Arrival arrival) {
    return false;
  }
}
