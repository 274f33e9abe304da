// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts as people read them; how many decimals depends on how large the largest one is. */
final class Money {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int FEW = 2;
  private static final int SOME = 4;
  private static final int MANY = 6;

  private final int decimals;

  private Money(int decimals) {
    this.decimals = decimals;
  }

  /** For amounts of which none is larger than this. */
  static Money upTo(BigDecimal largest) {
    if (largest.compareTo(HUNDRED) >= 0) {
      return new Money(FEW);
    }
    return new Money(largest.compareTo(BigDecimal.ONE) >= 0 ? SOME : MANY);
  }

  /** As {@link #text}, with its sign: {@code +$0.12}, {@code -$0.12}. */
  String difference(BigDecimal usd) {
    String text = text(usd.abs());
    return usd.signum() == 0 ? text : (usd.signum() < 0 ? "-" : "+") + text;
  }

  /** For instance {@code $0.001234}; {@code <$0.000001} where rounding would say zero. */
  String text(BigDecimal usd) {
    if (usd.signum() == 0) {
      return "$0";
    }
    BigDecimal rounded = usd.setScale(decimals, RoundingMode.HALF_EVEN);
    if (rounded.signum() == 0) {
      return "<$" + BigDecimal.ONE.movePointLeft(decimals).toPlainString();
    }
    return "$" + rounded.toPlainString();
  }
}
