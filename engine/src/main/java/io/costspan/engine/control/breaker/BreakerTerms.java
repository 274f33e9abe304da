// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.breaker;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What trips a breaker, and for how long. Parts that are {@code null} trip nothing.
 *
 * @param dear calls that each cost too much
 * @param spend money in a period
 * @param repeats the same call over and over
 * @param openFor how long all calls are refused before one is let through to see
 */
public record BreakerTerms(
    @Nullable Dear dear, @Nullable Spend spend, @Nullable Repeats repeats, Duration openFor) {

  /** Trips on nothing. */
  public static final BreakerTerms NONE = new BreakerTerms(null, null, null, Duration.ofMinutes(5));

  /**
   * So many calls that each cost more than so much, within a period.
   *
   * @param calls at least 1
   * @param over US dollars
   */
  public record Dear(int calls, BigDecimal over, Duration within) {}

  /**
   * More than so much in any period of a length.
   *
   * @param most US dollars
   */
  public record Spend(BigDecimal most, Duration within) {}

  /**
   * The same call more often than so in any period of a length.
   *
   * @param most at least 1
   */
  public record Repeats(long most, Duration within) {}

  /** The same with dear calls. */
  public BreakerTerms dear(int calls, BigDecimal over, Duration within) {
    return new BreakerTerms(new Dear(calls, over, within), spend, repeats, openFor);
  }

  /** The same with money in a period. */
  public BreakerTerms spend(BigDecimal most, Duration within) {
    return new BreakerTerms(dear, new Spend(most, within), repeats, openFor);
  }

  /** The same with repeated calls. */
  public BreakerTerms repeats(long most, Duration within) {
    return new BreakerTerms(dear, spend, new Repeats(most, within), openFor);
  }

  /** The same open for so long. */
  public BreakerTerms openFor(Duration time) {
    return new BreakerTerms(dear, spend, repeats, time);
  }
}
