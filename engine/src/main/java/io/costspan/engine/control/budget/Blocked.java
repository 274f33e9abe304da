// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.passage.Refusal;
import java.util.List;

/**
 * That a call may not go now.
 *
 * @param by the claim that is in its way
 * @param why what the caller is told
 * @param passing whether only holds of other calls are in the way, so that waiting may help
 * @param reached steps that are told of on account of it
 */
record Blocked(Claim by, Refusal why, boolean passing, List<StepReached> reached) {}
