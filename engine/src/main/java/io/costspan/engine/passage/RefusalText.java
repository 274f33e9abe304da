// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.passage;

import io.costspan.engine.passage.Refusal.Reason;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refusal in one sentence, for a person who may never have heard of costspan: who stopped the
 * call, by which rule, by how much, and when it will be over.
 */
final class RefusalText {
  private static final String DOLLARS = "USD";

  private RefusalText() {}

  static String of(Refusal refusal) {
    List<String> parts = new ArrayList<>();
    parts.add(what(refusal));
    used(parts, refusal);
    if (refusal.resetsAt() != null) {
      parts.add(
          "resets "
              + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                  refusal.resetsAt().truncatedTo(ChronoUnit.SECONDS)));
    }
    Duration retry = refusal.retryAfter();
    if (retry != null) {
      parts.add("try again in " + seconds(retry) + " s");
    }
    return "costspan stopped this call before it was sent: " + String.join(", ", parts);
  }

  private static String what(Refusal refusal) {
    Reason reason = refusal.reason();
    String scope = refusal.scope() == null ? "" : " for '" + refusal.scope() + "'";
    String predicate =
        reason == Reason.BUDGET_EXCEEDED && isLeft(refusal)
            ? "has too little left"
            : reason.predicate();
    String why = refusal.why() == null ? "" : ": " + refusal.why();
    return "%s '%s'%s %s%s".formatted(reason.kind(), refusal.rule(), scope, predicate, why);
  }

  /** Whether the limit is not reached yet, and only this call or those in flight would pass it. */
  private static boolean isLeft(Refusal refusal) {
    BigDecimal limit = number(refusal.limit());
    BigDecimal spent = number(refusal.spent());
    return limit != null && spent != null && spent.compareTo(limit) < 0;
  }

  private static void used(List<String> parts, Refusal refusal) {
    String unit = refusal.unit();
    String gone = unit.equals(DOLLARS) ? " spent" : " used";
    if (refusal.limit() != null) {
      parts.add(
          refusal.spent() == null
              ? "limit " + amount(refusal.limit(), unit)
              : pair(refusal.spent(), refusal.limit(), unit) + gone);
    } else if (refusal.spent() != null) {
      parts.add(amount(refusal.spent(), unit) + gone);
    }
    BigDecimal reserved = number(refusal.reserved());
    if (reserved != null && reserved.signum() > 0) {
      parts.add(amount(refusal.reserved(), unit) + " held for calls in flight");
    }
    if (refusal.reason() == Reason.BUDGET_EXCEEDED
        && isLeft(refusal)
        && refusal.requested() != null) {
      parts.add("this call may take " + amount(refusal.requested(), unit));
    }
  }

  /**
   * What is spent is not rounded up to a limit that it has not reached. {@code $20.03 of $20.00},
   * {@code 600 of 600 requests/min}.
   */
  private static String pair(String spent, String limit, String unit) {
    BigDecimal number = unit.equals(DOLLARS) ? number(spent) : null;
    String first = number == null ? spent : dollars(number, RoundingMode.DOWN);
    return first + " of " + amount(limit, unit);
  }

  private static String amount(@Nullable String amount, String unit) {
    BigDecimal number = number(amount);
    return unit.equals(DOLLARS) && number != null
        ? dollars(number, RoundingMode.HALF_UP)
        : amount + " " + unit;
  }

  /** To the cent; below a dollar to three digits, so that no small amount reads as nothing. */
  private static String dollars(BigDecimal usd, RoundingMode mode) {
    BigDecimal round =
        usd.abs().compareTo(BigDecimal.ONE) >= 0
            ? usd.setScale(2, mode)
            : usd.round(new MathContext(3, mode)).stripTrailingZeros();
    return "$" + (round.scale() < 2 ? round.setScale(2) : round).toPlainString();
  }

  private static @Nullable BigDecimal number(@Nullable String text) {
    try {
      return text == null ? null : new BigDecimal(text);
    } catch (NumberFormatException inWords) {
      return null;
    }
  }

  /** Whole seconds, never 0: who is told to come back at once comes back in vain. */
  private static long seconds(Duration wait) {
    return Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
  }
}
