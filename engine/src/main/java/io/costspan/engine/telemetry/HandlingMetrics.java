// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.price.Cost;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts what was done about calls: what answers given here saved, by rule; which calls were
 * refused, by rule and code, and what they might have cost; what caches found; how long calls were
 * put off. None of this money is spent. Thread-safe.
 */
final class HandlingMetrics {
  private static final List<Double> SECONDS =
      List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0);

  /** Rules are the user's; but settings that are read again and again may name more and more. */
  private static final int MOST_RULES = 200;

  private static final int MOST_CODES = 40;

  private final BoundedNames rules = new BoundedNames(MOST_RULES, "other");
  private final BoundedNames codes = new BoundedNames(MOST_CODES, "other");
  private final DoubleCounter avoided;
  private final LongCounter refused;
  private final DoubleCounter refusedCost;
  private final LongCounter lookups;
  private final DoubleHistogram waits;

  HandlingMetrics(Meter meter) {
    this.avoided =
        meter
            .counterBuilder("costspan.cost.avoided")
            .ofDoubles()
            .setUnit("USD")
            .setDescription("What calls would have cost that were answered here.")
            .build();
    this.refused =
        meter
            .counterBuilder("costspan.refused")
            .setUnit("{call}")
            .setDescription("Calls that a rule refused.")
            .build();
    this.refusedCost =
        meter
            .counterBuilder("costspan.cost.refused")
            .ofDoubles()
            .setUnit("USD")
            .setDescription("What refused calls might have cost, as far as that was known.")
            .build();
    this.lookups =
        meter
            .counterBuilder("costspan.cache.lookups")
            .setUnit("{call}")
            .setDescription("Calls by what a cache had for them.")
            .build();
    this.waits =
        meter
            .histogramBuilder("costspan.wait.duration")
            .setUnit("s")
            .setDescription("How long calls were put off that had to wait.")
            .setExplicitBucketBoundariesAdvice(SECONDS)
            .build();
  }

  /** Counts one call. */
  void write(PricedCall priced, Context context) {
    Handling handling = priced.call().handling();
    if (handling.waitedNanos() > 0) {
      waits.record(handling.waitedNanos() / 1e9, ruled(handling.rule()).build(), context);
    }
    String found = found(handling);
    if (found != null) {
      AttributesBuilder attributes = ruled(rule(handling)).put(Names.CACHE, found);
      Handling.Miss miss = handling.miss();
      if (miss != null && handling.shadow() == null) {
        attributes.put(Names.CACHE_REASON, miss.reason());
      }
      Attributes lookup = attributes.build();
      lookups.add(1, lookup, context);
      avoided(priced.avoided(), lookup, context);
    }
    if (handling.action() == Handling.Action.REFUSED) {
      refused(handling, context);
    }
  }

  private void avoided(@Nullable Cost cost, Attributes lookup, Context context) {
    BigDecimal usd = cost == null ? null : cost.usd();
    if (usd != null && usd.signum() >= 0) {
      avoided.add(usd.doubleValue(), lookup, context);
    }
  }

  private void refused(Handling handling, Context context) {
    AttributesBuilder attributes = ruled(handling.rule());
    if (handling.code() != null) {
      attributes.put(Names.REFUSAL_CODE, codes.bound(handling.code()));
    }
    Attributes by = attributes.build();
    refused.add(1, by, context);
    BigDecimal usd = handling.forecastUsd();
    if (usd != null && usd.signum() >= 0) {
      refusedCost.add(usd.doubleValue(), by, context);
    }
  }

  /** What a cache had for the call; {@code null} where none was asked. */
  private static @Nullable String found(Handling handling) {
    return switch (handling.action()) {
      case HIT, JOINED, STALE -> Facts.lower(handling.action());
      case SENT -> sent(handling);
      case REFUSED -> null;
    };
  }

  private static @Nullable String sent(Handling handling) {
    if (handling.shadow() != null) {
      return "shadow_" + Facts.lower(handling.shadow().finding());
    }
    return handling.miss() == null ? null : word(handling.miss());
  }

  /** What a cache says of a call that was sent. */
  static String word(Handling.Miss miss) {
    return miss.asked() ? "miss" : "not_cached";
  }

  private static @Nullable String rule(Handling handling) {
    if (handling.action() != Handling.Action.SENT) {
      return handling.rule();
    }
    if (handling.shadow() != null) {
      return handling.shadow().rule();
    }
    return handling.miss() == null ? handling.rule() : handling.miss().rule();
  }

  private AttributesBuilder ruled(@Nullable String rule) {
    AttributesBuilder attributes = Attributes.builder();
    if (rule != null) {
      attributes.put(Names.RULE, rules.bound(rule));
    }
    return attributes;
  }
}
