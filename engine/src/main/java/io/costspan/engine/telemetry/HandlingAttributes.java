// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.passage.Handling;
import io.costspan.engine.price.Cost;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a span says of what costspan did about its call beside watching it. */
final class HandlingAttributes {
  /** A name of few words; what happened is in the attribute. */
  private static final String EVENT = "costspan.control";

  private static final AttributeKey<String> MESSAGE = AttributeKey.stringKey("costspan.message");
  private static final AttributeKey<String> FINDING =
      AttributeKey.stringKey("costspan.cache.finding");
  private static final AttributeKey<Double> AGE = AttributeKey.doubleKey("costspan.cache.age");
  private static final AttributeKey<Long> WAITED = AttributeKey.longKey("costspan.waited_ms");
  private static final AttributeKey<Double> AVOIDED =
      AttributeKey.doubleKey("costspan.cost.avoided");
  private static final AttributeKey<Double> FORECAST =
      AttributeKey.doubleKey("costspan.cost.forecast");
  private static final AttributeKey<String> AVOIDED_STATE =
      AttributeKey.stringKey("costspan.cost.avoided.state");
  private static final String TAG = "costspan.tag.";

  private HandlingAttributes() {}

  static void of(PricedCall priced, AttributesBuilder to) {
    Handling handling = priced.call().handling();
    to.put(Names.RULE, handling.rule());
    to.put(Names.REFUSAL_CODE, handling.code());
    cache(handling, to);
    long waited = TimeUnit.NANOSECONDS.toMillis(handling.waitedNanos());
    if (waited > 0) {
      to.put(WAITED, waited);
    }
    money(to, FORECAST, handling.forecastUsd());
    Cost avoided = priced.avoided();
    if (avoided != null) {
      money(to, AVOIDED, avoided.usd());
      to.put(AVOIDED_STATE, Facts.lower(avoided.state()));
    }
    handling.tags().forEach((name, value) -> to.put(TAG + name, value));
  }

  private static void cache(Handling handling, AttributesBuilder to) {
    switch (handling.action()) {
      case HIT, JOINED, STALE -> to.put(Names.CACHE, Facts.lower(handling.action()));
      case SENT, REFUSED -> {
        // a shadow looks on while the call is sent
        Handling.Shadow shadow = handling.shadow();
        if (shadow != null) {
          to.put(Names.CACHE, "shadow");
          to.put(FINDING, Facts.lower(shadow.finding()));
          to.put(Names.RULE, shadow.rule());
        } else if (handling.miss() != null) {
          missed(handling, handling.miss(), to);
        }
      }
    }
    Duration age = handling.age();
    if (age != null) {
      to.put(AGE, age.toMillis() / 1e3);
    }
  }

  /** A rule that refused the call, or put it off, is the one to be named. */
  private static void missed(Handling handling, Handling.Miss miss, AttributesBuilder to) {
    to.put(Names.CACHE, HandlingMetrics.word(miss));
    to.put(Names.CACHE_REASON, miss.reason());
    if (handling.rule() == null) {
      to.put(Names.RULE, miss.rule());
    }
  }

  /** What happened on account of the call, when it had ended. */
  static void events(PricedCall priced, Span span, Instant end) {
    for (String event : priced.events()) {
      span.addEvent(EVENT, Attributes.of(MESSAGE, event), end);
    }
  }

  private static void money(
      AttributesBuilder to, AttributeKey<Double> key, @Nullable BigDecimal usd) {
    if (usd != null) {
      to.put(key, usd.doubleValue());
    }
  }
}
