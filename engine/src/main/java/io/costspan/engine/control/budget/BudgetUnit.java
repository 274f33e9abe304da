// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

/** What a budget counts. */
public enum BudgetUnit {
  /** US dollars. */
  USD("USD"),
  /** Tokens, of input and of output together. */
  TOKENS("tokens"),
  /** Requests that were sent, whatever the answer. */
  REQUESTS("requests");

  private final String word;

  BudgetUnit(String word) {
    this.word = word;
  }

  /** As settings and messages call it. */
  public String word() {
    return word;
  }
}
