// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.math.BigDecimal;

/** {@code any} or {@code 0}. */
final class TemperatureType extends ValueType<CacheFields.Temperature> {

  @Override
  String name() {
    return "choice";
  }

  @Override
  String accepted() {
    return "any | 0";
  }

  @Override
  String[] choices() {
    return new String[] {"any", "0"};
  }

  @Override
  CacheFields.Temperature parse(String text) throws BadValueException {
    if (text.equalsIgnoreCase("any")) {
      return CacheFields.Temperature.ANY;
    }
    if (text.length() <= 5 && isZero(text)) {
      return CacheFields.Temperature.ZERO;
    }
    throw new BadValueException("");
  }

  private static boolean isZero(String text) {
    try {
      return new BigDecimal(text).signum() == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  @Override
  String show(CacheFields.Temperature value) {
    return value == CacheFields.Temperature.ANY ? "any" : "0";
  }
}
