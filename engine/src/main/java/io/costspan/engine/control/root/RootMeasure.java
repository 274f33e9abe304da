// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.root;

import io.costspan.engine.config.Amount;
import io.costspan.engine.passage.Forecast;
import io.costspan.engine.passage.Settlement;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What calls count for a cap in dollars, in tokens or in requests. */
final class RootMeasure {
  private static final int FIRST_ERROR_STATUS = 400;

  private final Amount.Unit unit;

  RootMeasure(Amount.Unit unit) {
    this.unit = unit;
  }

  /** What a call may come to; {@code null} when nobody knows. */
  @Nullable BigDecimal forecast(Forecast forecast) {
    return switch (unit) {
      case USD -> forecast.usd();
      case TOKENS -> tokens(forecast);
      case REQUESTS -> BigDecimal.ONE;
    };
  }

  private static @Nullable BigDecimal tokens(Forecast forecast) {
    long tokens = forecast.inputTokens() + forecast.outputTokens();
    return tokens == 0 ? null : BigDecimal.valueOf(tokens);
  }

  /** What a call came to that was sent; {@code null} when nobody knows. */
  @Nullable BigDecimal used(Settlement settlement) {
    return switch (unit) {
      case USD -> settlement.cost().usd();
      case TOKENS -> tokens(settlement);
      case REQUESTS -> BigDecimal.ONE;
    };
  }

  private static @Nullable BigDecimal tokens(Settlement settlement) {
    Usage usage = settlement.usage();
    if (usage.get(Unit.INPUT).isPresent() || usage.get(Unit.OUTPUT).isPresent()) {
      return BigDecimal.valueOf(usage.orZero(Unit.INPUT) + usage.orZero(Unit.OUTPUT));
    }
    return settlement.status() >= FIRST_ERROR_STATUS ? BigDecimal.ZERO : null;
  }

  /** As a refusal names it. */
  String word() {
    return unit == Amount.Unit.USD ? unit.name() : unit.name().toLowerCase(Locale.ROOT);
  }
}
