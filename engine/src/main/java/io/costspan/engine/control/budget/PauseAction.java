// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.passage.Refusal;
import org.jspecify.annotations.Nullable;

/** From the step's mark on, only critical calls go. */
public record PauseAction() implements LadderAction {
  @Override
  public String word() {
    return "pause";
  }

  @Override
  public Refusal.@Nullable Reason refuses(boolean critical) {
    return critical ? null : Refusal.Reason.BUDGET_PAUSED;
  }
}
