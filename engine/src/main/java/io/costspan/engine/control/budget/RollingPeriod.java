// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.time.Duration;
import java.time.ZoneId;

/**
 * The time just gone: what was spent longer ago than this counts no more.
 *
 * @param length more than 0
 * @param zone in which its times are told
 */
public record RollingPeriod(Duration length, ZoneId zone) implements Period {
  /** Checks the length. */
  public RollingPeriod {
    if (length.isNegative() || length.isZero()) {
      throw new IllegalArgumentException("no time: " + length);
    }
  }

  @Override
  public Tally tally() {
    return new RollingTally(length);
  }

  @Override
  public String toString() {
    return length.toString();
  }
}
