// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

/** Nothing but what every step does: the user is told. */
public record NotifyAction() implements LadderAction {
  @Override
  public String word() {
    return "notify";
  }
}
