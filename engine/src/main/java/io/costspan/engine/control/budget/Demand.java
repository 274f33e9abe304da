// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.math.BigDecimal;

/**
 * How much of a budget a call may take, in the budget's unit.
 *
 * @param amount the estimate; 0 where nothing is known and the budget lets such calls go
 * @param sure the part of it that is no guess: what the prompt comes to
 * @param known whether the estimate is one, or a stand-in for a price nobody knows
 * @param critical whether the call passes while the budget is paused
 */
record Demand(BigDecimal amount, BigDecimal sure, boolean known, boolean critical) {}
