// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.config.Settings;
import io.costspan.engine.control.forecast.HistoryForecaster;
import io.costspan.engine.live.Board;
import io.costspan.engine.meter.CallSink;
import io.costspan.engine.meter.PricedCall;
import io.costspan.engine.passage.Arrival;
import io.costspan.engine.passage.ControlLog;
import io.costspan.engine.passage.Controls;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.RefusalShape;
import io.costspan.log.AgentLog;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All budgets of a JVM, put together. Thread-safe. */
public final class BudgetRoom implements Controls, CallSink {
  private final StepNews news;
  private final BudgetBook book;
  private final BudgetControls controls;
  private final BudgetRules reader = new BudgetRules(AgentLog::warn);
  private final String service;
  private final Clock clock;

  /**
   * Without budgets yet.
   *
   * @param service name of the application
   * @param forecaster says what calls may come to, and is told how they turned out
   * @param shape what a refused call gets
   * @param host what was spent elsewhere
   * @param claims whether this process is to tell of a step
   * @param listeners told of every step that this process tells, on a thread of our own
   */
  public BudgetRoom(
      String service,
      HistoryForecaster forecaster,
      RefusalShape shape,
      HostSpending host,
      StepClaims claims,
      List<Consumer<StepReached>> listeners) {
    this.clock = Clock.systemUTC();
    this.news = new StepNews(service, claims, listeners);
    this.book = new BudgetBook(clock, news, host);
    this.service = service;
    this.controls = new BudgetControls(book, shape, forecaster::pricesRead, forecaster::settled);
  }

  /** Takes the budgets of these settings in the place of all it had. */
  public synchronized void rules(Settings settings) {
    book.follow(reader.of(settings));
  }

  /**
   * Puts the budgets on a board.
   *
   * @param log keeps the orders that are given there
   */
  public void on(Board board, ControlLog log) {
    new BudgetBoard(new BudgetDesk(book, log, clock), clock).on(board);
  }

  /** Whether a budget that may count the call is in dollars, and takes them from the price list. */
  public boolean needPrices(Arrival arrival) {
    return controls.needPrices(arrival);
  }

  /** Every budget as it is now. */
  public List<BudgetSnapshot> budgets() {
    return book.snapshots();
  }

  /** Why it is not known what was spent; {@code null} when it is. */
  public @Nullable String unknown() {
    return book.unknown();
  }

  @Override
  public @Nullable Passage passage(Arrival arrival) {
    return controls.passage(arrival);
  }

  @Override
  public void failed(Throwable fault) {
    controls.failed(fault);
  }

  /** Counts what a call's own passage did not. */
  @Override
  public void settled(PricedCall call) {
    book.own().settled(call, service);
  }

  /** Waits until what was reached has been told. */
  @Override
  public void flush(long timeoutMillis) {
    news.flush(timeoutMillis);
  }
}
