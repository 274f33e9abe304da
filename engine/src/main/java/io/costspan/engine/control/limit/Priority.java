// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

/** In which order waiting calls are served. */
public enum Priority {
  /** Before all others. */
  FIRST(0),
  /** As a rule. */
  NORMAL(1),
  /** After all others, though not never. */
  LAST(2);

  private final int rank;

  Priority(int rank) {
    this.rank = rank;
  }

  /** 0 for those that are served first. */
  int rank() {
    return rank;
  }
}
