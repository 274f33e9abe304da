// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.passage.Subject;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A budget that is like the default in all a test does not say. */
final class RuleBuilder {
  private final String name;
  private final BudgetUnit unit;
  private final BigDecimal limit;
  private Period period = BudgetBench.DAY;
  private BudgetRule.Calls calls = BudgetRule.Calls.ALL;
  private BudgetRule.@Nullable Each each;
  private Ladder ladder = Ladder.DEFAULT;
  private @Nullable String webhook;
  private List<String> command = List.of();
  private BudgetRule.Unpriced unpriced = BudgetRule.Unpriced.WARN;
  private boolean blockWhenDegraded;

  private RuleBuilder(String name, BudgetUnit unit, String limit) {
    this.name = name;
    this.unit = unit;
    this.limit = new BigDecimal(limit);
  }

  /** Dollars, called {@code daily}. */
  static RuleBuilder daily(String limit) {
    return of("daily", BudgetUnit.USD, limit);
  }

  static RuleBuilder of(String name, BudgetUnit unit, String limit) {
    return new RuleBuilder(name, unit, limit);
  }

  RuleBuilder per(Period other) {
    period = other;
    return this;
  }

  RuleBuilder matching(Predicate<Subject> are) {
    calls = new BudgetRule.Calls(calls.may(), are, calls.critical());
    return this;
  }

  RuleBuilder mayMatch(Predicate<Subject> may) {
    calls = new BudgetRule.Calls(may, calls.are(), calls.critical());
    return this;
  }

  RuleBuilder critical(Predicate<Subject> critical) {
    calls = new BudgetRule.Calls(calls.may(), calls.are(), critical);
    return this;
  }

  RuleBuilder each(BudgetRule.Each value) {
    each = value;
    return this;
  }

  RuleBuilder at(Ladder.Step... steps) {
    ladder = new Ladder(List.of(steps));
    return this;
  }

  RuleBuilder webhook(@Nullable String address) {
    webhook = address;
    return this;
  }

  RuleBuilder command(List<String> words) {
    command = words;
    return this;
  }

  RuleBuilder unknownPriceBlocks() {
    unpriced = new BudgetRule.Unpriced(true, null);
    return this;
  }

  RuleBuilder unknownPriceIs(String usd) {
    unpriced = new BudgetRule.Unpriced(false, new BigDecimal(usd));
    return this;
  }

  RuleBuilder blockingWhenDegraded() {
    blockWhenDegraded = true;
    return this;
  }

  BudgetRule build() {
    return new BudgetRule(
        name,
        unit,
        limit,
        period,
        calls,
        each == null,
        each == null ? subject -> BudgetRule.ALL : each,
        ladder,
        webhook,
        command,
        unpriced,
        blockWhenDegraded,
        BudgetRule.Waits.DEFAULT);
  }
}
