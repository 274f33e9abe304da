// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.Controls;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.RefusalShape;
import io.costspan.engine.passage.Subject;
import io.costspan.log.AgentLog;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Lets calls go as far as the budgets reach. Thread-safe. */
public final class BudgetControls implements Controls {
  private final BudgetBook book;
  private final RefusalShape shape;
  private final BooleanSupplier pricesRead;
  private final SettledUsage learner;

  /**
   * @param shape what a refused call gets
   * @param pricesRead whether a forecast without a price is one of a call that has none
   * @param learner told how forecasts turned out
   */
  public BudgetControls(
      BudgetBook book, RefusalShape shape, BooleanSupplier pricesRead, SettledUsage learner) {
    this.book = book;
    this.shape = shape;
    this.pricesRead = pricesRead;
    this.learner = learner;
  }

  @Override
  public @Nullable Passage passage(Arrival arrival) {
    List<Budget> concerned = null;
    for (Budget budget : book.budgets().values()) {
      if (mayCount(budget, arrival.who())) {
        concerned = concerned == null ? new ArrayList<>(2) : concerned;
        concerned.add(budget);
      }
    }
    return concerned == null ? null : new BudgetPassage(this, arrival, concerned);
  }

  @Override
  public void failed(Throwable fault) {
    book.budgets().values().forEach(budget -> book.undecided(budget, fault));
  }

  boolean needPrices(Arrival arrival) {
    for (Budget budget : book.budgets().values()) {
      BudgetRule rule = budget.rule();
      boolean listed = rule.unit() == BudgetUnit.USD && rule.unpriced().assumed() == null;
      if (listed && mayCount(budget, arrival.who())) {
        return true;
      }
    }
    return false;
  }

  /** One that cannot tell is asked again when all is known of the call. */
  private boolean mayCount(Budget budget, Subject who) {
    try {
      return budget.rule().calls().may().test(who);
    } catch (RuntimeException | LinkageError fault) {
      AgentLog.debug("a budget cannot tell its calls", fault);
      return true;
    }
  }

  BudgetBook book() {
    return book;
  }

  RefusalShape shape() {
    return shape;
  }

  BooleanSupplier pricesRead() {
    return pricesRead;
  }

  SettledUsage learner() {
    return learner;
  }
}
