// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When calls count.
 *
 * @param since the first instant; {@code null} for no bound
 * @param until the first instant no longer; {@code null} for no bound
 */
public record Period(@Nullable Instant since, @Nullable Instant until) {

  boolean contains(Instant at) {
    return (since == null || !at.isBefore(since)) && (until == null || at.isBefore(until));
  }
}
