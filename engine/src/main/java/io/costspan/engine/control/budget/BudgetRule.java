// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.passage.ControlOrder;
import io.costspan.engine.passage.Subject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One budget, as its owner wrote it. Immutable.
 *
 * @param name unique among budgets
 * @param unit what is counted
 * @param limit in the unit, more than 0
 * @param period for which
 * @param calls which calls
 * @param total whether all calls are counted together
 * @param each what is counted on its own; a bounded number of distinct values, {@link
 *     BudgetRule#ALL} for all together
 * @param ladder what is done on the way to the limit
 * @param webhook told of every step; {@code null} for none
 * @param command run at every step, program and arguments; empty for none
 * @param unpriced what is done about calls whose price nobody knows
 * @param blockWhenDegraded whether calls are refused while it is not known what was spent
 * @param waits how long a call waits that only holds are in the way of
 */
public record BudgetRule(
    String name,
    BudgetUnit unit,
    BigDecimal limit,
    Period period,
    Calls calls,
    boolean total,
    Each each,
    Ladder ladder,
    @Nullable String webhook,
    List<String> command,
    Unpriced unpriced,
    boolean blockWhenDegraded,
    Waits waits) {

  /** The value of {@code each} that counts all calls together. */
  public static final String ALL = "";

  /** Whether what was spent under the other rule is what would have been spent under this one. */
  boolean countsAs(BudgetRule other) {
    return unit == other.unit
        && period.equals(other.period)
        && calls.may.equals(other.calls.may)
        && calls.are.equals(other.calls.are)
        && splitsAs(other);
  }

  /** Whether it counts the same values on their own. */
  boolean splitsAs(BudgetRule other) {
    return total ? other.total : each.equals(other.each);
  }

  /**
   * Which calls it counts together and for how long, in words: the same in every process that is
   * told the same.
   */
  public String counts() {
    return calls.are + "; " + each + "; " + period;
  }

  /**
   * Whether an order can be meant for it that was given to a budget of its name, which may have
   * counted in another unit then, or other values on their own.
   */
  boolean follows(ControlOrder order) {
    boolean sameUnit = order.amount() == null || unit.word().equals(order.unit());
    boolean sameEach = order.each() == null || order.each().equals(each.of());
    return sameUnit && (order.scope() == null || (!total && sameEach));
  }

  /** A budget over every call that is like the default in all it is not told. */
  public static BudgetRule of(String name, BudgetUnit unit, BigDecimal limit, Period period) {
    return new BudgetRule(
        name,
        unit,
        limit,
        period,
        Calls.ALL,
        true,
        subject -> ALL,
        Ladder.DEFAULT,
        null,
        List.of(),
        Unpriced.WARN,
        false,
        Waits.DEFAULT);
  }

  /** Under which value a call is counted. Its text says by what, in every process alike. */
  @FunctionalInterface
  public interface Each extends Function<Subject, String> {

    /**
     * The value that calls are counted under which say this.
     *
     * @param said by a person, in whatever case
     */
    default String named(String said) {
      return said;
    }

    /** What its values are of, in the words of the settings; empty where nobody tells. */
    default String of() {
      return "";
    }
  }

  /**
   * Which calls it is about.
   *
   * @param may whether a call may turn out to be one, whose model is not known yet
   * @param are whether a call is one; its text says which, in every process alike
   * @param critical whether a call passes while the budget is paused
   */
  public record Calls(Predicate<Subject> may, Predicate<Subject> are, Predicate<Subject> critical) {
    /** All calls, none of them critical. */
    public static final Calls ALL = new Calls(subject -> true, subject -> true, subject -> false);
  }

  /**
   * What is done about calls whose price nobody knows.
   *
   * @param block whether they are refused
   * @param assumed what one is taken to cost, in USD; {@code null} when they go uncounted, and it
   *     is said
   */
  public record Unpriced(boolean block, @Nullable BigDecimal assumed) {
    /** They go, and the user is told that the budget does not hold them. */
    public static final Unpriced WARN = new Unpriced(false, null);
  }

  /**
   * How long a call waits that only holds are in the way of.
   *
   * @param waiting where its caller waits for the answer anyway
   * @param going where the caller goes on with other things
   */
  public record Waits(Duration waiting, Duration going) {
    /** A tenth of a second, and not at all. */
    public static final Waits DEFAULT = new Waits(Duration.ofMillis(100), Duration.ZERO);
  }
}
