// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Money, tokens or requests: a number and what it counts. */
final class AmountType extends ValueType<Amount> {
  private static final int MOST_DIGITS = 15;
  private static final int MOST_DECIMALS = 12;

  private final Amount.@Nullable Unit only;

  /** Any of the three. */
  AmountType() {
    this(null);
  }

  /**
   * @param only the one unit accepted, which need not be said unless it is dollars; {@code null}
   *     for any
   */
  AmountType(Amount.@Nullable Unit only) {
    this.only = only;
  }

  @Override
  String name() {
    return "amount";
  }

  @Override
  String accepted() {
    if (only == null) {
      return "20 USD (or $20), 5M tokens or 1000 requests, more than 0";
    }
    return switch (only) {
      case USD -> "an amount such as 20 USD or $0.50, more than 0";
      case TOKENS -> "a number of tokens such as 500, 100k or 5M";
      case REQUESTS -> "a number of requests such as 10 or 100k";
    };
  }

  @Override
  Amount parse(String text) throws BadValueException {
    int end = 0;
    boolean dollar = text.startsWith("$");
    String rest = dollar ? text.substring(1).strip() : text;
    while (end < rest.length() && (isDigit(rest.charAt(end)) || rest.charAt(end) == '.')) {
      end++;
    }
    if (end == 0) {
      throw new BadValueException("a number is expected first");
    }
    String words = rest.substring(end).strip().toLowerCase(Locale.ROOT);
    int factor = factor(words);
    String unitWord = (factor > 0 ? words.substring(1) : words).strip();
    Amount.Unit unit = unit(dollar, unitWord);
    if (unit == Amount.Unit.USD && factor > 0) {
      throw new BadValueException("write dollars out, without k or M");
    }
    return new Amount(number(rest.substring(0, end), factor, unit), unit);
  }

  private Amount.Unit unit(boolean dollar, String word) throws BadValueException {
    Amount.Unit unit =
        switch (word) {
          case "" -> dollar ? Amount.Unit.USD : withoutUnit();
          case "usd", "$" -> Amount.Unit.USD;
          case "token", "tokens" -> Amount.Unit.TOKENS;
          case "request", "requests" -> Amount.Unit.REQUESTS;
          case "eur", "€", "gbp", "£" ->
              throw new BadValueException("prices are in US dollars, so limits are, too");
          default ->
              throw new BadValueException(
                  word.startsWith(",")
                      ? "a number is written without commas"
                      : "unknown unit " + word);
        };
    if (only != null && unit != only) {
      throw new BadValueException("not in " + word(only));
    }
    return unit;
  }

  private Amount.Unit withoutUnit() throws BadValueException {
    if (only == null || only == Amount.Unit.USD) {
      throw new BadValueException("no unit");
    }
    return only;
  }

  private static BigDecimal number(String digits, int factor, Amount.Unit unit)
      throws BadValueException {
    BigDecimal number;
    try {
      number = new BigDecimal(digits).scaleByPowerOfTen(factor);
    } catch (NumberFormatException e) {
      throw new BadValueException("not a number");
    }
    if (number.signum() <= 0) {
      throw new BadValueException("has to be more than 0");
    }
    number = number.stripTrailingZeros();
    if (number.scale() > (unit == Amount.Unit.USD ? MOST_DECIMALS : 0)) {
      throw new BadValueException("too many decimals");
    }
    if (number.precision() - number.scale() > MOST_DIGITS) {
      throw new BadValueException("too large");
    }
    return number.scale() < 0 ? number.setScale(0) : number;
  }

  /**
   * The power of ten of a {@code k}, {@code M} or {@code G} that stands before the unit; else 0.
   */
  private static int factor(String words) {
    boolean alone = words.length() == 1 || (words.length() > 1 && words.charAt(1) == ' ');
    if (!alone) {
      return 0;
    }
    return switch (words.charAt(0)) {
      case 'k' -> 3;
      case 'm' -> 6;
      case 'g', 'b' -> 9;
      default -> 0;
    };
  }

  /** What a unit is called. */
  static String word(Amount.Unit unit) {
    return unit == Amount.Unit.USD ? "US dollars" : unit.name().toLowerCase(Locale.ROOT);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
