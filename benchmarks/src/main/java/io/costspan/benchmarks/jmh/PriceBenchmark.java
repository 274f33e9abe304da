// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.benchmarks.jmh;

import io.costspan.engine.price.CataloguePricer;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.PriceQuery;
import io.costspan.engine.price.Pricer;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a price costs, once the catalogue is there. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PriceBenchmark {
  private final Pricer pricer = CataloguePricer.bundled();
  private final List<PriceQuery> query =
      List.of(
          new PriceQuery(
              "openai",
              "gpt-4o-mini",
              "gpt-4o-mini-2024-07-18",
              Usage.builder()
                  .set(Unit.INPUT, 1200)
                  .set(Unit.CACHE_READ, 1024)
                  .set(Unit.OUTPUT, 340)
                  .build(),
              false,
              Instant.parse("2026-11-22T10:00:00Z"),
              "default",
              null,
              null));

  /** A chat with cached input. */
  @Benchmark
  public Cost price() {
    return pricer.price(query);
  }
}
