// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.own;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers of a price file, exactly as they are written. */
final class LiteLlmNumber {

  /** More is no price, and costs memory out of proportion to multiply. */
  private static final int MOST_DIGITS = 60;

  private LiteLlmNumber() {}

  /** The number; {@code null} for what is none, is below 0, or is longer than any price. */
  static @Nullable BigDecimal of(String text) {
    if (text.isBlank() || text.length() > MOST_DIGITS) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(text.strip());
      boolean bounded = Math.abs((long) number.scale()) <= MOST_DIGITS;
      return bounded && number.signum() >= 0 ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
