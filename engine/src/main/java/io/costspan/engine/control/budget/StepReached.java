// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * That a budget has come to a step of its ladder. Immutable.
 *
 * @param rule the budget
 * @param scope the value of what it counts on its own; empty where it counts all together
 * @param percent which step, in percent of the limit
 * @param actions what the step does
 * @param limit in force, with what was added to it
 * @param spent so far in the window
 * @param reserved held for calls in flight
 * @param at when
 * @param windowStart since when is counted
 * @param resetAt when its owner had it last count from nothing; 1970 where not in the window
 * @param extraAt when its owner last gave it more, or took that back; 1970 where not in the window
 * @param resetsAt when the count starts anew; {@code null} when that is not known
 */
public record StepReached(
    BudgetRule rule,
    String scope,
    BigDecimal percent,
    List<LadderAction> actions,
    BigDecimal limit,
    BigDecimal spent,
    BigDecimal reserved,
    Instant at,
    Instant windowStart,
    Instant resetAt,
    Instant extraAt,
    @Nullable OffsetDateTime resetsAt) {

  /** Name of the budget. */
  public String budget() {
    return rule.name();
  }

  /** Which step, as settings say it, without the sign. */
  public String percentText() {
    return Amounts.text(percent);
  }

  /** What the step does, in the words of the settings. */
  public String actionWords() {
    return actions.stream().map(LadderAction::word).collect(Collectors.joining("+"));
  }

  /** In a line for the user. */
  public String line() {
    String what = scope.isEmpty() ? "" : " for '" + scope + "'";
    String end = resetsAt == null ? "" : ", resets " + resetsAt.truncatedTo(ChronoUnit.SECONDS);
    return "budget '%s'%s reached its %s%% step (%s): %s of %s %s spent, %s held for calls in flight%s"
        .formatted(
            budget(),
            what,
            Amounts.text(percent),
            actionWords(),
            shown(spent),
            shown(limit),
            rule.unit().word(),
            shown(reserved),
            end);
  }

  /** Short enough to read: four places of a dollar are more than anybody acts on. */
  private static String shown(BigDecimal amount) {
    BigDecimal rounded = amount.setScale(4, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return rounded.toPlainString();
  }
}
