// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.breaker;

import io.costspan.engine.control.rule.Match;
import io.costspan.engine.control.rule.Scope;

/**
 * A breaker as the user writes it.
 *
 * @param name the user's
 * @param match which calls it watches and stops
 * @param scope for each of what it has a circuit of its own
 * @param terms what trips it
 */
public record BreakerRule(String name, Match match, Scope scope, BreakerTerms terms) {}
