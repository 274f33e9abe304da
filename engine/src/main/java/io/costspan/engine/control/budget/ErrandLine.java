// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.contract.OwnThreads;
import java.util.ArrayDeque;
import java.util.Deque;
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
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition done = lock.newCondition();
  private boolean busy;

  /**
   * @param most how many may wait
   */
  ErrandLine(int most) {
    this.most = most;
  }

  /**
   * Has an errand done; it must not throw.
   *
   * @return whether there is room for it
   */
  boolean offer(Runnable errand) {
    lock.lock();
    try {
      if (waiting.size() >= most) {
        return false;
      }
      waiting.add(errand);
      if (!busy) {
        OwnThreads.newThread("budget-news", this::run).start();
        busy = true;
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

  private void run() {
    for (Runnable next = next(); next != null; next = next()) {
      next.run();
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
