// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.breaker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a breaker stands for one value of its scope, at a moment.
 *
 * @param breaker name of the rule
 * @param scope the value; empty for a rule with one circuit for all
 * @param since when it came to stand so
 * @param reason why; {@code null} for one that has been closed all the time
 * @param nextProbe when a call will be let through to see; {@code null} when it is not open, or
 *     open until it is closed by hand
 * @param trips how often it has opened
 */
public record BreakerState(
    String breaker,
    String scope,
    CircuitPosition position,
    Instant since,
    @Nullable String reason,
    @Nullable Instant nextProbe,
    long trips) {}
