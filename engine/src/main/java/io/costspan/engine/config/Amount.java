// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.math.BigDecimal;

/**
 * How much of something, exactly as written.
 *
 * @param number more than 0; whole for tokens and requests
 * @param unit of what
 */
public record Amount(BigDecimal number, Unit unit) {

  /** What is counted. */
  public enum Unit {
    /** US dollars. */
    USD,
    /** Tokens, of input and of output together. */
    TOKENS,
    /** Requests. */
    REQUESTS
  }

  /**
   * The amount that is written somewhere else than in the settings, as it would be there.
   *
   * @param only the unit, which need not be said unless it is dollars
   * @throws IllegalArgumentException when it is none, with why
   */
  public static Amount of(String text, Unit only) {
    try {
      return new AmountType(only).parse(text.strip());
    } catch (BadValueException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** As it could have been written, for instance {@code 20 USD}. */
  @Override
  public String toString() {
    return number.toPlainString() + (unit == Unit.USD ? " USD" : " " + AmountType.word(unit));
  }
}
