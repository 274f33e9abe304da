// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.passage.Forecast;
import io.costspan.engine.passage.Settlement;
import io.costspan.engine.usage.Unit;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.ResponseFacts.ModelUsage;
import java.math.BigDecimal;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a call may take of a budget, and what it took. Immutable. */
final class Estimate {
  /**
   * What a call is taken to cost until the prices have been read, which takes a second after a
   * JVM's first call: more than most calls cost.
   */
  static final BigDecimal BEFORE_PRICES = new BigDecimal("0.05");

  private final Forecast forecast;
  private final boolean pricesRead;

  Estimate(Forecast forecast, BooleanSupplier pricesRead) {
    this.forecast = forecast;
    this.pricesRead = pricesRead.getAsBoolean();
  }

  /** What a call wants whose forecast could not be made: to go where anything is left. */
  static Demand failed(BudgetUnit unit, boolean critical) {
    return unit == BudgetUnit.REQUESTS
        ? demand(BigDecimal.ONE, BigDecimal.ONE, critical)
        : new Demand(BigDecimal.ZERO, BigDecimal.ZERO, false, critical);
  }

  /** What a call wanted that began before the budget did. */
  static Demand unforeseen(BudgetRule rule) {
    BigDecimal assumed = rule.unit() == BudgetUnit.USD ? rule.unpriced().assumed() : null;
    return assumed == null ? failed(rule.unit(), false) : demand(assumed, BigDecimal.ZERO, false);
  }

  /** What a call wants of a budget. */
  Demand demand(BudgetRule rule, boolean critical) {
    return switch (rule.unit()) {
      case USD -> dollars(rule, critical);
      case TOKENS ->
          demand(
              BigDecimal.valueOf(forecast.inputTokens() + forecast.outputTokens()),
              BigDecimal.valueOf(forecast.inputTokens()),
              critical);
      case REQUESTS -> demand(BigDecimal.ONE, BigDecimal.ONE, critical);
    };
  }

  private Demand dollars(BudgetRule rule, boolean critical) {
    BigDecimal usd = forecast.usd();
    BigDecimal input = forecast.inputUsd();
    if (usd != null) {
      return demand(usd, input == null ? BigDecimal.ZERO : input, critical);
    }
    BigDecimal assumed = rule.unpriced().assumed();
    if (assumed != null) {
      return demand(assumed, BigDecimal.ZERO, critical);
    }
    return pricesRead
        ? new Demand(BigDecimal.ZERO, BigDecimal.ZERO, false, critical)
        : demand(BEFORE_PRICES, BigDecimal.ZERO, critical);
  }

  private static Demand demand(BigDecimal amount, BigDecimal sure, boolean critical) {
    return new Demand(amount, sure, true, critical);
  }

  /** What a call took of a budget; {@code null} where nobody knows. */
  static @Nullable BigDecimal taken(BudgetUnit unit, Demand demand, Settlement settlement) {
    return switch (unit) {
      case USD -> dollars(demand, settlement);
      case TOKENS -> tokens(demand, settlement);
      case REQUESTS -> settlement.sent() ? BigDecimal.ONE : BigDecimal.ZERO;
    };
  }

  private static @Nullable BigDecimal dollars(Demand demand, Settlement settlement) {
    BigDecimal usd = settlement.cost().usd();
    return usd != null ? usd : unsaid(demand, settlement);
  }

  private static @Nullable BigDecimal tokens(Demand demand, Settlement settlement) {
    if (!settlement.usage().isEmpty() || !settlement.extraUsage().isEmpty()) {
      BigDecimal tokens = tokens(settlement.usage());
      for (ModelUsage extra : settlement.extraUsage()) {
        tokens = tokens.add(tokens(extra.usage()));
      }
      return tokens;
    }
    BigDecimal usd = settlement.cost().usd();
    return usd != null && usd.signum() == 0 ? BigDecimal.ZERO : unsaid(demand, settlement);
  }

  private static BigDecimal tokens(Usage usage) {
    return BigDecimal.valueOf(usage.orZero(Unit.INPUT) + usage.orZero(Unit.OUTPUT));
  }

  /**
   * Where nobody says what was used, the estimate stands; of an answer that was given up, only what
   * is sure of it: the prompt has been read.
   */
  private static @Nullable BigDecimal unsaid(Demand demand, Settlement settlement) {
    if (!settlement.sent()) {
      return BigDecimal.ZERO;
    }
    boolean sureIsKnown = demand.sure().signum() > 0;
    return settlement.whole() || !sureIsKnown ? stood(demand) : demand.sure();
  }

  /** What a call is counted as that nobody tells the end of; {@code null} where nobody knows. */
  static @Nullable BigDecimal stood(Demand demand) {
    return demand.known() ? demand.amount() : null;
  }
}
