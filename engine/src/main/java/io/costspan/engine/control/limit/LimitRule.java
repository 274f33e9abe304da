// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import io.costspan.engine.control.rule.Match;
import io.costspan.engine.control.rule.Scope;
import io.costspan.engine.passage.Subject;
import org.jspecify.annotations.Nullable;

/**
 * A limit as the user writes it.
 *
 * @param name the user's
 * @param match which calls it limits
 * @param scope for each of what it counts on its own
 * @param terms how much it allows
 * @param first whose calls are served before others that wait; {@code null} for nobody's
 * @param last whose are served after them; {@code null} for nobody's
 */
public record LimitRule(
    String name,
    Match match,
    Scope scope,
    LimitTerms terms,
    @Nullable Match first,
    @Nullable Match last) {

  /** How a call is served when it has to wait. */
  Priority priority(Subject subject) {
    if (first != null && first.matches(subject)) {
      return Priority.FIRST;
    }
    return last != null && last.matches(subject) ? Priority.LAST : Priority.NORMAL;
  }
}
