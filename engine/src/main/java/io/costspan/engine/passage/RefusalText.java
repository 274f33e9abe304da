// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.passage;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A refusal in words, for a person who may never have heard of costspan: who stopped the call, by
 * which rule, by how much, and what will help.
 */
final class RefusalText {
  private RefusalText() {}

  static String of(Refusal refusal) {
    StringBuilder text = new StringBuilder("costspan stopped this call before it was sent: ");
    text.append(refusal.reason().kind()).append(" '").append(refusal.rule()).append('\'');
    if (refusal.scope() != null) {
      text.append(" of '").append(refusal.scope()).append('\'');
    }
    text.append(' ').append(refusal.reason().predicate());
    amounts(text, refusal);
    text.append('.');
    if (refusal.resetsAt() != null) {
      text.append(" It resets at ")
          .append(refusal.resetsAt().truncatedTo(ChronoUnit.SECONDS))
          .append('.');
    }
    Duration retry = refusal.retryAfter();
    if (retry != null) {
      text.append(" Try again in ").append(seconds(retry)).append(" s.");
    }
    return text.toString();
  }

  private static void amounts(StringBuilder text, Refusal refusal) {
    String unit = refusal.unit();
    String before = " (";
    before = amount(text, before, "limit ", refusal.limit(), unit);
    before = amount(text, before, "spent ", refusal.spent(), unit);
    before = amount(text, before, "reserved for calls in flight ", refusal.reserved(), unit);
    before = amount(text, before, "this call about ", refusal.requested(), unit);
    if (!before.equals(" (")) {
      text.append(')');
    }
  }

  private static String amount(
      StringBuilder text, String before, String what, @Nullable String amount, String unit) {
    if (amount == null) {
      return before;
    }
    text.append(before).append(what).append(amount).append(' ').append(unit);
    return ", ";
  }

  /** Whole seconds, never 0: who is told to come back at once comes back in vain. */
  private static long seconds(Duration wait) {
    return Math.max(1, wait.plusMillis(999).toSeconds());
  }
}
