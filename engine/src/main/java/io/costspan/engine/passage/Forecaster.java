// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.passage;

import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import java.util.function.LongSupplier;

/** Says what calls may come to. Thread-safe; quick, and never waits for anything. */
@FunctionalInterface
public interface Forecaster {
  /** Knows nothing. */
  Forecaster NONE = (endpoint, subject, facts, promptTokens) -> Forecast.UNKNOWN;

  /**
   * The forecast of one call.
   *
   * @param promptTokens tokens of the prompt by its characters; takes a while for a long one
   */
  Forecast of(Endpoint endpoint, Subject subject, RequestFacts facts, LongSupplier promptTokens);
}
