// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

/** No call goes that would pass the step's mark. */
public record BlockAction() implements LadderAction {
  @Override
  public String word() {
    return "block";
  }

  @Override
  public boolean caps() {
    return true;
  }
}
