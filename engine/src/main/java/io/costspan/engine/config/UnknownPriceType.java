// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.Locale;

/** {@code warn}, {@code block}, or {@code assume 0.05 USD}. */
final class UnknownPriceType extends ValueType<UnknownPrice> {
  private static final AmountType MONEY = new AmountType(Amount.Unit.USD);
  private static final String ASSUME = "assume ";

  @Override
  String name() {
    return "choice";
  }

  @Override
  String accepted() {
    return "warn | block, or assume and an amount a call such as assume 0.05 USD";
  }

  @Override
  String[] choices() {
    return new String[] {"warn", "block", "assume 0.05 USD"};
  }

  @Override
  UnknownPrice parse(String text) throws BadValueException {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.equals("warn")) {
      return new UnknownPrice(UnknownPrice.Policy.WARN, null);
    }
    if (lower.equals("block")) {
      return new UnknownPrice(UnknownPrice.Policy.BLOCK, null);
    }
    if (!lower.startsWith(ASSUME)) {
      throw new BadValueException("");
    }
    return new UnknownPrice(
        UnknownPrice.Policy.ASSUME, MONEY.parse(text.substring(ASSUME.length()).strip()).number());
  }

  @Override
  String show(UnknownPrice value) {
    return value.assumed() == null
        ? value.policy().name().toLowerCase(Locale.ROOT)
        : ASSUME + value.assumed().toPlainString() + " USD";
  }
}
