// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.contract.OwnThreads;
import io.costspan.log.AgentLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Errands done one after the other, in the order they were given, on a daemon thread that is there
 * while there are any. Bounded. Thread-safe.
 */
final class ErrandLine {
  private final int most;
  private final Executor thread;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition done = lock.newCondition();
  private boolean busy;

  /**
   * @param most how many may wait
   */
  ErrandLine(int most) {
    this(most, errands -> OwnThreads.newThread("budget-news", errands).start());
  }

  ErrandLine(int most, Executor thread) {
    this.most = most;
    this.thread = thread;
  }

  /**
   * Has an errand done. One that throws, whatever it throws, keeps no other from being done.
   *
   * @return whether there is room for it, and a thread
   */
  boolean offer(Runnable errand) {
    lock.lock();
    try {
      if (waiting.size() >= most) {
        return false;
      }
      waiting.add(errand);
      if (!busy && !begun()) {
        waiting.clear();
        return false;
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until all of them are done.
   *
   * @return how many are not after that time, the one that is being done among them
   */
  int await(long nanos) throws InterruptedException {
    long left = nanos;
    lock.lock();
    try {
      while (busy && left > 0) {
        left = done.awaitNanos(left);
      }
      return busy ? waiting.size() + 1 : 0;
    } finally {
      lock.unlock();
    }
  }

  /** A system that has no more threads to give must not fail the application's call. */
  private boolean begun() {
    try {
      busy = true;
      thread.execute(this::run);
      return true;
    } catch (Throwable fault) {
      busy = false;
      AgentLog.debug("no thread could be had to tell of steps", fault);
      return false;
    }
  }

  private void run() {
    for (Runnable next = next(); next != null; next = next()) {
      try {
        next.run();
      } catch (Throwable fault) {
        AgentLog.warnOnce("budget-news", "a step could not be told: " + fault);
      }
    }
  }

  private @Nullable Runnable next() {
    lock.lock();
    try {
      Runnable next = waiting.poll();
      if (next == null) {
        busy = false;
        done.signalAll();
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** How much of a time is left. */
  static long left(long deadlineNanos) {
    return Math.max(0, deadlineNanos - System.nanoTime());
  }

  /** When a time from now on is over. */
  static long deadline(long millis) {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
