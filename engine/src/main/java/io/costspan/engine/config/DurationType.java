// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.time.Duration;
import java.util.Locale;

/** A length of time; the unit must be said, because a bare number means seconds to half of us. */
final class DurationType extends ValueType<Duration> {
  private final Duration most;

  /**
   * @param most the longest accepted
   */
  DurationType(Duration most) {
    this.most = most;
  }

  @Override
  String name() {
    return "duration";
  }

  @Override
  String accepted() {
    return "a duration such as 500ms, 3s, 2m, 12h, 30d, at most " + show(most);
  }

  @Override
  Duration parse(String text) throws BadValueException {
    UnitNumber number = UnitNumber.parse(text);
    long millis =
        switch (number.unit().toLowerCase(Locale.ROOT)) {
          case "ms" -> number.number();
          case "s" -> number.times(1_000);
          case "m" -> number.times(60_000);
          case "h" -> number.times(3_600_000);
          case "d" -> number.times(86_400_000);
          case "" -> throw new BadValueException("no unit");
          default -> throw new BadValueException("unknown unit " + number.unit());
        };
    if (millis > most.toMillis()) {
      throw new BadValueException("too long");
    }
    return Duration.ofMillis(millis);
  }

  @Override
  String show(Duration value) {
    long millis = value.toMillis();
    if (millis % 1_000 != 0 || millis == 0) {
      return millis + "ms";
    }
    if (millis % 86_400_000 == 0) {
      return millis / 86_400_000 + "d";
    }
    if (millis % 3_600_000 == 0) {
      return millis / 3_600_000 + "h";
    }
    return millis % 60_000 == 0 ? millis / 60_000 + "m" : millis / 1_000 + "s";
  }
}
