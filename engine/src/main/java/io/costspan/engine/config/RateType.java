// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.time.Duration;
import java.util.Locale;

/** {@code 10/s}, {@code 100k/min}, {@code 10 USD/h}: an amount of one unit, and a time. */
final class RateType extends ValueType<Rate> {
  private final Amount.Unit unit;
  private final AmountType amounts;

  /**
   * @param unit what is counted
   */
  RateType(Amount.Unit unit) {
    this.unit = unit;
    this.amounts = new AmountType(unit);
  }

  @Override
  String name() {
    return "rate";
  }

  @Override
  String accepted() {
    return switch (unit) {
      case USD -> "a rate such as 10 USD/h; per s, min, h or day";
      case TOKENS -> "a rate such as 100k/min; per s, min, h or day";
      case REQUESTS -> "a rate such as 10/s or 600/min; per s, min, h or day";
    };
  }

  @Override
  Rate parse(String text) throws BadValueException {
    int slash = text.lastIndexOf('/');
    if (slash < 0) {
      throw new BadValueException("no / and time");
    }
    return new Rate(
        amounts.parse(text.substring(0, slash).strip()),
        per(text.substring(slash + 1).strip().toLowerCase(Locale.ROOT)));
  }

  private static Duration per(String word) throws BadValueException {
    return switch (word) {
      case "s", "sec", "second" -> Duration.ofSeconds(1);
      case "min", "minute", "m" -> Duration.ofMinutes(1);
      case "h", "hour" -> Duration.ofHours(1);
      case "d", "day" -> Duration.ofDays(1);
      default -> throw new BadValueException("\"" + word + "\" is no time to count in");
    };
  }

  /** How a time is written. */
  static String word(Duration per) {
    if (per.equals(Duration.ofSeconds(1))) {
      return "s";
    }
    if (per.equals(Duration.ofMinutes(1))) {
      return "min";
    }
    return per.equals(Duration.ofHours(1)) ? "h" : "day";
  }
}
