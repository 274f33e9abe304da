// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.verdict;

import org.jspecify.annotations.Nullable;

/** One thing that a span says otherwise than expected; {@code null} stands for "not said". */
public record Difference(String field, @Nullable String expected, @Nullable String got) {

  @Override
  public String toString() {
    return field + ": expected " + expected + ", got " + got;
  }
}
