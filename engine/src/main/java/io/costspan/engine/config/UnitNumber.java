// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/** Splits {@code 64MB} into a whole number and a unit, without regular expressions. */
record UnitNumber(long number, String unit) {

  static UnitNumber parse(String text) throws BadValueException {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    if (digits == 0) {
      throw new BadValueException("a whole number is expected first");
    }
    try {
      return new UnitNumber(
          Long.parseLong(text.substring(0, digits)), text.substring(digits).strip());
    } catch (NumberFormatException tooLarge) {
      throw new BadValueException("too large");
    }
  }

  /** The number in units of which {@code factor} make one of its own. */
  long times(long factor) throws BadValueException {
    try {
      return Math.multiplyExact(number, factor);
    } catch (ArithmeticException overflow) {
      throw new BadValueException("too large");
    }
  }
}
