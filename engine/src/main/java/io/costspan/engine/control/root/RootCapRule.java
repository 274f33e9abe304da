// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.root;

import io.costspan.engine.config.Amount;
import io.costspan.engine.control.rule.Match;

/**
 * A cap per trace as the user writes it.
 *
 * @param name the user's
 * @param match which calls it counts and stops
 * @param limit for each trace
 */
public record RootCapRule(String name, Match match, Amount limit) {}
