// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.passage;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Why a call is refused, before anybody has put it into a provider's words. Immutable. Amounts are
 * plain decimal text in the unit, as exact as they are known.
 *
 * @param reason which kind of rule refused, and how
 * @param rule name of the rule
 * @param scope the value of the rule's scope the call fell under; {@code null} for a rule that has
 *     one state for all
 * @param unit what is counted: {@code USD}, or tokens, requests, calls in those words, with the
 *     period where it is a rate, as in {@code tokens/min}
 * @param limit how much is allowed; {@code null} where no amount is
 * @param spent how much has been used; {@code null} where it is not known
 * @param reserved how much is held for calls in flight; {@code null} where nothing is ever held
 * @param requested what this call would have taken; {@code null} where it is not known
 * @param resetsAt when the count starts anew, as the clocks of the rule's zone show it; {@code
 *     null} when it does not, or not at a known time
 * @param retryAfter how long to wait before it is worth another try; {@code null} unless waiting
 *     alone helps
 * @param why what brought it about, in a few words; {@code null} where the reason says it
 */
public record Refusal(
    Reason reason,
    String rule,
    @Nullable String scope,
    String unit,
    @Nullable String limit,
    @Nullable String spent,
    @Nullable String reserved,
    @Nullable String requested,
    @Nullable OffsetDateTime resetsAt,
    @Nullable Duration retryAfter,
    @Nullable String why) {

  /** A refusal that says no more than why. */
  public static Refusal of(Reason reason, String rule, @Nullable String scope, String unit) {
    return new Refusal(reason, rule, scope, unit, null, null, null, null, null, null, null);
  }

  /** The stable word for the reason, like {@code budget_exceeded}. */
  public String code() {
    return reason.code();
  }

  /** Whether the call came too fast rather than cost too much: 429 rather than 402. */
  public boolean isLimit() {
    return reason.isLimit();
  }

  /** The same with amounts. */
  public Refusal amounts(
      @Nullable String limitIs,
      @Nullable String spentIs,
      @Nullable String reservedIs,
      @Nullable String requestedIs) {
    return new Refusal(
        reason,
        rule,
        scope,
        unit,
        limitIs,
        spentIs,
        reservedIs,
        requestedIs,
        resetsAt,
        retryAfter,
        why);
  }

  /** The same with the end of its window. */
  public Refusal resetting(@Nullable Instant at) {
    return resetting(at, ZoneOffset.UTC);
  }

  /** The same with the end of its window in a zone. */
  public Refusal resetting(@Nullable Instant at, ZoneId zone) {
    OffsetDateTime end = at == null ? null : at.atZone(zone).toOffsetDateTime();
    return new Refusal(
        reason, rule, scope, unit, limit, spent, reserved, requested, end, retryAfter, why);
  }

  /** The same where waiting helps. */
  public Refusal retrying(@Nullable Duration after) {
    return new Refusal(
        reason, rule, scope, unit, limit, spent, reserved, requested, resetsAt, after, why);
  }

  /** The same with what brought it about. */
  public Refusal because(String cause) {
    return new Refusal(
        reason,
        rule,
        scope,
        unit,
        limit,
        spent,
        reserved,
        requested,
        resetsAt,
        retryAfter,
        cause.isEmpty() ? null : cause);
  }

  /** One sentence for the person who sees the exception. */
  public String message() {
    return RefusalText.of(this);
  }

  /** The kinds of refusal, each with its stable word. */
  public enum Reason {
    /** The budget's limit would be passed. */
    BUDGET_EXCEEDED("budget_exceeded", false, "budget", "is used up"),
    /** The budget is paused: by its ladder for calls that are not critical, or by hand for all. */
    BUDGET_PAUSED("budget_paused", false, "budget", "is paused"),
    /** The call's price is not known, and the budget refuses such calls. */
    BUDGET_UNKNOWN_PRICE(
        "budget_unknown_price", false, "budget", "takes no call whose price is not known"),
    /** What was spent is not known for now, and the budget refuses calls meanwhile. */
    BUDGET_DEGRADED(
        "budget_degraded", false, "budget", "takes no call while what was spent is not known"),
    /** Too many requests or tokens in a period. */
    RATE_LIMITED("rate_limited", true, "limit", "is reached"),
    /** Too many calls at a time. */
    CONCURRENCY_LIMITED("concurrency_limited", true, "limit", "of calls at a time is reached"),
    /** The cost breaker is open. */
    CIRCUIT_OPEN("circuit_open", false, "breaker", "is open"),
    /** The trace the call belongs to has spent what one may spend. */
    ROOT_CAP_EXCEEDED("root_cap_exceeded", false, "cap per trace", "is reached");

    private final String code;
    private final boolean limit;
    private final String kind;
    private final String predicate;

    Reason(String code, boolean limit, String kind, String predicate) {
      this.code = code;
      this.limit = limit;
      this.kind = kind;
      this.predicate = predicate;
    }

    /** The stable word. */
    public String code() {
      return code;
    }

    /** Whether calls come too fast rather than cost too much. */
    public boolean isLimit() {
      return limit;
    }

    /** What the user calls the rule: {@code budget}, {@code limit}, {@code breaker}. */
    String kind() {
      return kind;
    }

    /** What is the matter with it, after its name. */
    String predicate() {
      return predicate;
    }
  }
}
