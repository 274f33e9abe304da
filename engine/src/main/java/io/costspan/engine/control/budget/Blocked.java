// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.passage.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * That a call may not go now.
 *
 * @param by the claim that is in its way
 * @param refusal what the caller is told; put into words without the hold book's lock
 * @param passing whether only holds of other calls are in the way, so that waiting may help
 * @param reached steps that are told of on account of it
 */
record Blocked(Claim by, Supplier<Refusal> refusal, boolean passing, List<StepReached> reached) {

  /** What the caller is told. */
  Refusal why() {
    return refusal.get();
  }

  /** The same where it is worth coming again. */
  Blocked retrying(Duration after) {
    return new Blocked(by, () -> refusal.get().retrying(after), passing, reached);
  }
}
