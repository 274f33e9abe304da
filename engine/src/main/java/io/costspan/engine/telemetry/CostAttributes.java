// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.telemetry;

import io.costspan.engine.meter.CallRecord;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.CostState;
import io.costspan.engine.usage.Unit;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call costs, and how that is known. {@code gen_ai.usage.cost} is what backends read: a
 * double in USD, left out when unknown. Money is a {@code BigDecimal} up to here.
 */
final class CostAttributes {
  private static final AttributeKey<Double> COST = AttributeKey.doubleKey("gen_ai.usage.cost");
  private static final AttributeKey<Double> LIST = AttributeKey.doubleKey("costspan.cost.list");
  private static final Map<Unit, AttributeKey<Double>> PARTS = new EnumMap<>(Unit.class);

  static {
    for (Unit unit : Unit.values()) {
      PARTS.put(unit, AttributeKey.doubleKey("costspan.cost." + Facts.lower(unit)));
    }
  }

  private CostAttributes() {}

  static void of(PricedCall priced, AttributesBuilder to) {
    CallRecord call = priced.call();
    to.put("costspan.call.id", call.id());
    to.put("costspan.call.group", call.group());
    to.put("costspan.call.attempt", (long) call.attempt());
    to.put(Names.OUTCOME, Facts.lower(call.outcome()));
    if (Facts.sent(call)) {
      cost(priced.cost(), to);
    } else {
      // said, because a backend that finds no cost makes one up
      to.put(COST, 0.0);
      to.put("costspan.cost.note", "not-sent");
    }
  }

  private static void cost(Cost cost, AttributesBuilder to) {
    to.put(Names.COST_STATE, Facts.lower(cost.state()));
    to.put(Names.COST_SOURCE, Facts.source(cost));
    BigDecimal usd = cost.usd();
    if (usd != null) {
      to.put(COST, usd.doubleValue());
    }
    BigDecimal list = cost.listUsd();
    if (list != null && usd != null && list.compareTo(usd) != 0) {
      to.put(LIST, list.doubleValue());
    }
    cost.breakdown()
        .forEach(
            (unit, part) -> {
              AttributeKey<Double> key = PARTS.get(unit);
              if (key != null) {
                to.put(key, part.doubleValue());
              }
            });
    text(to, Names.PRICE_VERSION.getKey(), cost.catalogue());
    text(to, "costspan.model.priced_as", cost.pricedAs());
    text(to, "costspan.model.match", cost.match());
    text(
        to,
        cost.state() == CostState.UNPRICED ? "costspan.unpriced.reason" : "costspan.cost.note",
        cost.reason());
  }

  private static void text(AttributesBuilder to, String key, @Nullable String value) {
    if (value != null) {
      to.put(key, value);
    }
  }
}
