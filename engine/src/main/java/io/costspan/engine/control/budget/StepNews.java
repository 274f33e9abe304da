// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.log.AgentLog;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Tells of steps that budgets reach: in the log and to whoever listens, at once and in order; to
 * the budget's webhook and command, for each budget by itself, because a server that does not
 * answer must not keep others from being told. On daemon threads behind bounded queues: what does
 * not fit is only logged, and so is what another process of the host has told.
 */
public final class StepNews implements Consumer<StepReached> {
  private static final int MOST_WAITING = 200;

  /** Of a budget's steps that wait for its webhook and command. */
  private static final int MOST_OUTSIDE = 50;

  /** Settings that are read again and again may name more and more; further ones share a line. */
  private static final int MOST_LINES = 50;

  private final StepClaims claims;
  private final List<Consumer<StepReached>> listeners;
  private final Consumer<StepReached> webhook;
  private final Consumer<StepReached> command;
  private final ErrandLine here = new ErrandLine(MOST_WAITING);
  private final Map<String, ErrandLine> outside = new ConcurrentHashMap<>();

  /**
   * @param service name of the application, which webhooks are told
   * @param claims whether this process is to tell
   * @param listeners told of each step on the thread that tells: quick, and may throw
   */
  public StepNews(String service, StepClaims claims, List<Consumer<StepReached>> listeners) {
    this(claims, listeners, new StepWebhook(service), new StepCommand(service));
  }

  StepNews(
      StepClaims claims,
      List<Consumer<StepReached>> listeners,
      Consumer<StepReached> webhook,
      Consumer<StepReached> command) {
    this.claims = claims;
    this.listeners = List.copyOf(listeners);
    this.webhook = webhook;
    this.command = command;
  }

  @Override
  public void accept(StepReached step) {
    if (!here.offer(() -> tell(step))) {
      AgentLog.warn(
          step.line()
              + " (nobody else is told: too much is to be told at a time, or there is no thread)");
    }
  }

  /**
   * Waits until what was reached so far has been told, within the bound; says what has not. Servers
   * that do not answer get half of what is left of it: others are to be flushed after them.
   */
  public void flush(long timeoutMillis) {
    long deadline = ErrandLine.deadline(timeoutMillis);
    try {
      here.await(ErrandLine.left(deadline));
      long outsideDeadline = System.nanoTime() + ErrandLine.left(deadline) / 2;
      for (Map.Entry<String, ErrandLine> line : outside.entrySet()) {
        int untold = line.getValue().await(ErrandLine.left(outsideDeadline));
        if (untold > 0) {
          AgentLog.warn(
              "the webhook or command of budget '%s' may not have been told of the last %d steps"
                  .formatted(line.getKey(), untold));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(StepReached step) {
    if (!first(step)) {
      AgentLog.warn(step.line() + " (a process of this host has told the others)");
      return;
    }
    AgentLog.warn(step.line());
    for (Consumer<StepReached> listener : listeners) {
      tell(listener, step, "a listener");
    }
    boolean toTell = step.rule().webhook() != null || !step.rule().command().isEmpty();
    if (toTell && !line(step.budget()).offer(() -> tellOutside(step))) {
      AgentLog.warn(
          "the webhook or command of budget '%s' is not told of its %s%% step: it is too slow, or there is no thread"
              .formatted(step.budget(), Amounts.text(step.percent())));
    }
  }

  /** Where that cannot be told, it is: twice is better than not at all. */
  private boolean first(StepReached step) {
    try {
      return claims.first(step);
    } catch (Throwable fault) {
      AgentLog.warnOnce("step-claim", "budgets: a step could not be claimed: " + fault);
      return true;
    }
  }

  private ErrandLine line(String budget) {
    String name = outside.size() < MOST_LINES || outside.containsKey(budget) ? budget : "";
    return outside.computeIfAbsent(name, any -> new ErrandLine(MOST_OUTSIDE));
  }

  private void tellOutside(StepReached step) {
    if (step.rule().webhook() != null) {
      tell(webhook, step, "the webhook");
    }
    if (!step.rule().command().isEmpty()) {
      tell(command, step, "the command");
    }
  }

  /** Each on its own: one that fails, however badly, is no reason not to tell the next. */
  private static void tell(Consumer<StepReached> to, StepReached step, String what) {
    try {
      to.accept(step);
    } catch (Throwable fault) {
      AgentLog.warn(what + " of budget '" + step.budget() + "' could not be told: " + fault);
    }
  }
}
