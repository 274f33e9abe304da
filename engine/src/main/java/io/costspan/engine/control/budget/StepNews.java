// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.contract.OwnThreads;
import io.costspan.log.AgentLog;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells of steps that budgets reach: in the log, to whoever listens, and to the budget's webhook
 * and command. On one daemon thread behind a bounded queue: what does not fit is only logged. The
 * thread starts with the first step.
 */
public final class StepNews implements Consumer<StepReached> {
  private static final int MOST_WAITING = 200;

  private final List<Consumer<StepReached>> listeners;
  private final Consumer<StepReached> webhook;
  private final Consumer<StepReached> command;
  private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Thread thread;

  /**
   * @param service name of the application, which webhooks are told
   * @param listeners told of each step on the thread that tells: quick, and may throw
   */
  public StepNews(String service, List<Consumer<StepReached>> listeners) {
    this(listeners, new StepWebhook(service), new StepCommand(service));
  }

  StepNews(
      List<Consumer<StepReached>> listeners,
      Consumer<StepReached> webhook,
      Consumer<StepReached> command) {
    this.listeners = List.copyOf(listeners);
    this.webhook = webhook;
    this.command = command;
  }

  @Override
  public void accept(StepReached step) {
    if (queue.offer(() -> tell(step))) {
      start();
    } else {
      AgentLog.warn(step.line() + " (nobody else is told: too much is to be told at a time)");
    }
  }

  /** Waits until what was reached so far has been told, within the bound. */
  public void flush(long timeoutMillis) {
    CountDownLatch told = new CountDownLatch(1);
    try {
      if (running() && queue.offer(told::countDown, timeoutMillis, TimeUnit.MILLISECONDS)) {
        boolean done = told.await(timeoutMillis, TimeUnit.MILLISECONDS);
        AgentLog.debug("steps of budgets told: " + done, null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean running() {
    lock.lock();
    try {
      return thread != null;
    } finally {
      lock.unlock();
    }
  }

  private void start() {
    lock.lock();
    try {
      if (thread == null) {
        thread = OwnThreads.newThread("budget-news", this::run);
        thread.start();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (true) {
        queue.take().run();
      }
    } catch (InterruptedException e) {
      AgentLog.debug("telling of budgets was interrupted", e);
    }
  }

  /** Each on its own: one that fails, however badly, is no reason not to tell the next. */
  private void tell(StepReached step) {
    AgentLog.warn(step.line());
    for (Consumer<StepReached> listener : listeners) {
      tell(listener, step, "a listener");
    }
    if (step.rule().webhook() != null) {
      tell(webhook, step, "the webhook");
    }
    if (!step.rule().command().isEmpty()) {
      tell(command, step, "the command");
    }
  }

  private static void tell(Consumer<StepReached> to, StepReached step, String what) {
    try {
      to.accept(step);
    } catch (Throwable fault) {
      AgentLog.warn(what + " of budget '" + step.budget() + "' could not be told: " + fault);
    }
  }
}
