// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.passage;

import io.costspan.engine.price.Cost;
import io.costspan.engine.usage.Usage;
import io.costspan.engine.wire.ResponseFacts.ModelUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a call that was sent ended, and what it cost.
 *
 * @param id of the call, as the ledger knows it; empty where it is not recorded
 * @param cost nothing where nothing was served; unpriced where it is not known
 * @param usage what was used, estimates and all
 * @param extraUsage usage billed at another model's price; empty as a rule
 * @param status HTTP status; 0 when no head came
 * @param whole whether the answer was read to its end
 * @param sent whether the request can have reached the provider
 * @param errorType {@code error.type} of the conventions; {@code null} for success
 */
public record Settlement(
    String id,
    Cost cost,
    Usage usage,
    List<ModelUsage> extraUsage,
    int status,
    boolean whole,
    boolean sent,
    @Nullable String errorType) {

  /** Of a call that one model answered, and that is not recorded. */
  public Settlement(
      Cost cost, Usage usage, int status, boolean whole, boolean sent, @Nullable String errorType) {
    this("", cost, usage, List.of(), status, whole, sent, errorType);
  }
}
