// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.math.BigDecimal;

/** A share from 0 to 100, exactly as written; the sign may be left out. */
final class PercentType extends ValueType<BigDecimal> {
  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);
  private static final int MOST_DIGITS = 20;

  @Override
  String name() {
    return "percent";
  }

  @Override
  String accepted() {
    return "a percentage from 0% to 100%, for instance 10% or 12.5%";
  }

  @Override
  BigDecimal parse(String text) throws BadValueException {
    String number = text.endsWith("%") ? text.substring(0, text.length() - 1).strip() : text;
    if (number.length() > MOST_DIGITS) {
      throw new BadValueException("too long");
    }
    try {
      BigDecimal percent = new BigDecimal(number);
      boolean share = percent.signum() >= 0 && percent.compareTo(WHOLE) <= 0;
      if (share && Math.abs((long) percent.scale()) <= MOST_DIGITS) {
        return percent;
      }
    } catch (NumberFormatException e) {
      throw new BadValueException("not a number");
    }
    throw new BadValueException("not from 0 to 100");
  }

  @Override
  String show(BigDecimal percent) {
    return percent.toPlainString() + "%";
  }
}
