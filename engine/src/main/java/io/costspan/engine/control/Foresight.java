// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control;

import io.costspan.engine.control.forecast.HistoryForecaster;
import io.costspan.engine.meter.CallSink;
import io.costspan.engine.passage.Forecast;
import io.costspan.engine.passage.Forecaster;
import io.costspan.engine.passage.Subject;
import io.costspan.engine.price.Pricer;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Forecasts, from when the first room needs them. Thread-safe. */
final class Foresight implements Forecaster {
  private final Pricer pricer;
  private final List<CallSink> sinks;
  private volatile @Nullable HistoryForecaster made;

  /**
   * @param sinks where a forecaster that learns is put
   */
  Foresight(Pricer pricer, List<CallSink> sinks) {
    this.pricer = pricer;
    this.sinks = sinks;
  }

  /** The forecaster, made now if it was not; it reads the prices on a thread of our own. */
  synchronized HistoryForecaster needed() {
    HistoryForecaster known = made;
    if (known == null) {
      known = new HistoryForecaster(pricer, Clock.systemUTC());
      known.warm();
      sinks.add(known);
      made = known;
    }
    return known;
  }

  /** Has prices read, and waits for that: not for an application's thread. */
  void ready() {
    needed().readPrices();
  }

  /** When prices will be read; {@code null} when they are, or when nobody needs them. */
  @Nullable CompletionStage<?> pricesToCome() {
    HistoryForecaster known = made;
    return known == null ? null : known.pricesToCome();
  }

  @Override
  public Forecast of(
      Endpoint endpoint, Subject subject, RequestFacts facts, LongSupplier promptTokens) {
    HistoryForecaster known = made;
    return known == null ? Forecast.UNKNOWN : known.of(endpoint, subject, facts, promptTokens);
  }
}
