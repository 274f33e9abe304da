// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the hold book says to a call. Both {@code null} lets it go.
 *
 * @param blocked why it may not go; {@code null} when it may, or waits
 * @param waiting ends with {@code null} when the call may go, else with why it may not; {@code
 *     null} when it does not wait
 */
record Decision(@Nullable Blocked blocked, @Nullable CompletableFuture<@Nullable Blocked> waiting) {
  static final Decision GO = new Decision(null, null);
}
