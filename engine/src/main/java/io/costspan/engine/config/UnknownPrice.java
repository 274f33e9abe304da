// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a budget does about a call whose price nobody knows.
 *
 * @param policy what
 * @param assumed US dollars a call, for {@link Policy#ASSUME}; else {@code null}
 */
public record UnknownPrice(Policy policy, @Nullable BigDecimal assumed) {

  /** The ways there are. */
  public enum Policy {
    /** The call goes, and the user is told that the budget does not hold it. */
    WARN,
    /** The call is refused. */
    BLOCK,
    /** The call counts as a stated amount. */
    ASSUME
  }
}
