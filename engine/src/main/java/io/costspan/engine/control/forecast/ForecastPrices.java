// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.forecast;

import io.costspan.contract.OwnThreads;
import io.costspan.engine.meter.Seller;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.PriceQuery;
import io.costspan.engine.price.Pricer;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.Endpoint;
import io.costspan.engine.wire.RequestFacts;
import io.costspan.log.AgentLog;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Prices what is forecast, once the catalogue has been read on a thread of our own. Who must have a
 * price may wait for that, within bounds. Thread-safe.
 */
final class ForecastPrices {
  /** A file system that does not answer keeps nobody longer. */
  private static final long LONGEST_WAIT_MILLIS = 1_000;

  private final CompletableFuture<Void> awaited = new CompletableFuture<>();
  private final Pricer pricer;
  private final Clock clock;
  private volatile boolean read;

  ForecastPrices(Pricer pricer, Clock clock) {
    this.pricer = pricer;
    this.clock = clock;
  }

  /** Has the catalogue read, and the code that prices loaded. */
  void warm() {
    OwnThreads.newThread("forecast-prices", this::read).start();
    OwnThreads.newThread("forecast-prices-wait", this::awaitRead).start();
  }

  private void awaitRead() {
    try {
      awaited.get(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException late) {
      awaited.complete(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      awaited.complete(null);
    }
  }

  void read() {
    try {
      Usage some = Usage.builder().set(Unit.INPUT, 1000).set(Unit.OUTPUT, 100).build();
      pricer.price(List.of(query("openai", "gpt-4o", some, clock.instant(), null, null, Map.of())));
    } catch (RuntimeException | LinkageError fault) {
      AgentLog.warnOnce("forecast-prices", "prices for forecasts could not be read: " + fault);
    } finally {
      read = true;
      awaited.complete(null);
    }
  }

  /**
   * When prices have been read, or been waited for long enough since that began; {@code null} when
   * it is so.
   */
  @Nullable CompletionStage<?> toCome() {
    return awaited.isDone() ? null : awaited;
  }

  /** Whether the catalogue has been read. */
  boolean known() {
    return read;
  }

  /** What a call would cost; {@code null} when the catalogue has not been read yet. */
  @Nullable Cost price(Endpoint endpoint, @Nullable String model, RequestFacts facts, Usage usage) {
    if (!read) {
      return null;
    }
    return pricer.price(
        List.of(
            query(
                Seller.of(endpoint),
                model,
                usage,
                clock.instant(),
                facts.serviceTier(),
                Seller.region(endpoint),
                facts.media() == null ? Map.of() : facts.media().variant())));
  }

  private static PriceQuery query(
      String seller,
      @Nullable String model,
      Usage usage,
      Instant at,
      @Nullable String tier,
      @Nullable String region,
      Map<String, String> variant) {
    return new PriceQuery(seller, model, null, usage, true, at, tier, region, null, variant);
  }
}
