// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.time.Duration;

/** A period of the calendar, or a rolling one. */
final class BudgetPeriodType extends ValueType<BudgetPeriod> {
  static final DurationType LENGTH = new DurationType(Duration.ofDays(366));

  @Override
  String name() {
    return "period";
  }

  @Override
  String accepted() {
    return "hour | day | week | month, or a duration such as 90m, 6h, 30d for the time just past, at"
        + " most 366d";
  }

  @Override
  String[] choices() {
    return new String[] {"hour", "day", "week", "month"};
  }

  @Override
  BudgetPeriod parse(String text) throws BadValueException {
    for (BudgetPeriod.Unit unit : BudgetPeriod.Unit.values()) {
      if (unit != BudgetPeriod.Unit.ROLLING && unit.name().equalsIgnoreCase(text)) {
        return new BudgetPeriod(unit, null);
      }
    }
    if (text.isEmpty() || text.charAt(0) < '0' || text.charAt(0) > '9') {
      throw new BadValueException("");
    }
    Duration rolling = LENGTH.parse(text);
    if (rolling.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new BadValueException("shorter than a second");
    }
    return new BudgetPeriod(BudgetPeriod.Unit.ROLLING, rolling);
  }
}
