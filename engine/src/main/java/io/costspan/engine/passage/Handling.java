// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.passage;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What costspan did about a call beside watching it. Immutable.
 *
 * @param action what
 * @param rule name of the rule that answered or refused, or stood aside; {@code null} for none
 * @param code why a call was refused, a stable word like {@code budget_exceeded}; {@code null} for
 *     none
 * @param age how long ago a stored answer came; {@code null} for none
 * @param waitedNanos how long the call was put off
 * @param forecastUsd what a refused call might have cost; {@code null} when it is not known
 * @param shadow what a cache would have done that only looks on; {@code null} for none
 * @param miss what became of a sent call that a cache rule is for; {@code null} for none
 * @param tags of the caller, by the user's tag settings
 */
public record Handling(
    Action action,
    @Nullable String rule,
    @Nullable String code,
    @Nullable Duration age,
    long waitedNanos,
    @Nullable BigDecimal forecastUsd,
    @Nullable Shadow shadow,
    @Nullable Miss miss,
    Map<String, String> tags) {

  /** A call that was sent like any other. */
  public static final Handling SENT =
      new Handling(Action.SENT, null, null, null, 0, null, null, null, Map.of());

  /** What was done. */
  public enum Action {
    /** Sent to the provider. */
    SENT,
    /** Answered from the cache. */
    HIT,
    /** Answered by the answer to an identical call in flight. */
    JOINED,
    /** Answered from the cache past its time, because the provider failed. */
    STALE,
    /** Refused. */
    REFUSED
  }

  /**
   * What a cache in shadow mode would have done.
   *
   * @param rule the cache rule
   * @param finding how the stored answer compares to the one that came
   */
  public record Shadow(String rule, Finding finding) {}

  /** How a stored answer compares to the one that came. */
  public enum Finding {
    /** There was none. */
    MISS,
    /** Byte for byte the same. */
    EQUAL_BYTES,
    /** Other bytes, the same text. */
    EQUAL_TEXT,
    /** Something else. */
    DIFFERENT
  }

  /**
   * A call that was sent, though a cache rule is for it.
   *
   * @param rule the cache rule
   * @param asked whether its answer was looked for; else it has no part in the cache
   * @param reason why its answer was not kept, a stable word of a few like {@code unfinished};
   *     {@code null} where it was
   */
  public record Miss(String rule, boolean asked, @Nullable String reason) {}

  /** An answer of the cache. */
  public static Handling answered(Action action, String rule, @Nullable Duration age) {
    return new Handling(action, rule, null, age, 0, null, null, null, Map.of());
  }

  /** A refusal. */
  public static Handling refused(String rule, String code) {
    return new Handling(Action.REFUSED, rule, code, null, 0, null, null, null, Map.of());
  }

  /** The same after a wait. */
  public Handling waited(long nanos) {
    return new Handling(
        action, rule, code, age, waitedNanos + nanos, forecastUsd, shadow, miss, tags);
  }

  /** The same with what the call might have cost. */
  public Handling forecast(@Nullable BigDecimal usd) {
    return new Handling(action, rule, code, age, waitedNanos, usd, shadow, miss, tags);
  }

  /** The same with what a shadow saw. */
  public Handling seen(@Nullable Shadow by) {
    return new Handling(action, rule, code, age, waitedNanos, forecastUsd, by, miss, tags);
  }

  /** The same with what a cache had not. */
  public Handling missed(@Nullable Miss by) {
    return new Handling(action, rule, code, age, waitedNanos, forecastUsd, shadow, by, tags);
  }

  /** The same of a caller. */
  public Handling of(Map<String, String> caller) {
    return new Handling(action, rule, code, age, waitedNanos, forecastUsd, shadow, miss, caller);
  }

  /** Both, of one call that was sent. */
  public Handling and(Handling other) {
    return new Handling(
        action,
        rule == null ? other.rule : rule,
        code == null ? other.code : code,
        age == null ? other.age : age,
        waitedNanos + other.waitedNanos,
        forecastUsd == null ? other.forecastUsd : forecastUsd,
        shadow == null ? other.shadow : shadow,
        miss == null ? other.miss : miss,
        tags.isEmpty() ? other.tags : tags);
  }
}
