// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.passage.Subject;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Learns from calls that were wholly answered. Thread-safe; quick. */
@FunctionalInterface
public interface PastAnswers {
  /** Learns nothing. */
  PastAnswers NONE = (subject, outputTokens, usd) -> {};

  /**
   * One of them.
   *
   * @param outputTokens of all choices it was asked for
   * @param usd what it cost; {@code null} where nobody knows
   */
  void answered(Subject subject, long outputTokens, @Nullable BigDecimal usd);
}
