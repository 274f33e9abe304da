// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.math.BigDecimal;

/** Amounts in words. */
final class Amounts {
  private Amounts() {}

  /** Plain decimal text, as exact as it is and no longer than it must be. */
  static String text(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }
}
