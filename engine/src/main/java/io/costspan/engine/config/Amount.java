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

  /** As it could have been written, for instance {@code 20 USD}. */
  @Override
  public String toString() {
    return number.toPlainString() + (unit == Unit.USD ? " USD" : " " + AmountType.word(unit));
  }
}
