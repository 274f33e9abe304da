// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.time.Duration;
import java.util.Locale;

/** {@code 20 over 0.50 USD in 5m}. */
final class DearCallsType extends ValueType<DearCalls> {
  private static final CountType COUNT = new CountType(1, 1_000_000);
  private static final AmountType MONEY = new AmountType(Amount.Unit.USD);
  private static final DurationType LENGTH = new DurationType(Duration.ofDays(1));
  private static final String OVER = " over ";
  private static final String IN = " in ";

  @Override
  String name() {
    return "calls";
  }

  @Override
  String accepted() {
    return "so many calls over an amount in a time of at most 1d, for instance 20 over 0.50 USD in"
        + " 5m";
  }

  @Override
  DearCalls parse(String text) throws BadValueException {
    String lower = text.toLowerCase(Locale.ROOT);
    int over = lower.indexOf(OVER);
    int in = lower.indexOf(IN, Math.max(over, 0));
    if (over <= 0 || in < 0) {
      throw new BadValueException("");
    }
    Duration within = LENGTH.parse(text.substring(in + IN.length()).strip());
    if (within.isZero()) {
      throw new BadValueException("in no time");
    }
    return new DearCalls(
        COUNT.parse(text.substring(0, over).strip()),
        MONEY.parse(text.substring(over + OVER.length(), in).strip()).number(),
        within);
  }

  @Override
  String show(DearCalls value) {
    return value.calls()
        + OVER
        + value.over().toPlainString()
        + " USD"
        + IN
        + LENGTH.show(value.within());
  }
}
