// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.time.Duration;

/**
 * So much in so long a time.
 *
 * @param amount how much
 * @param per one second, minute, hour or day
 */
public record Rate(Amount amount, Duration per) {

  /** As it could have been written, for instance {@code 10 USD/h}. */
  @Override
  public String toString() {
    return (amount.unit() == Amount.Unit.USD ? amount : amount.number().toPlainString())
        + "/"
        + RateType.word(per);
  }
}
