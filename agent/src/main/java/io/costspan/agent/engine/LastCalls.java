// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.engine;

import io.costspan.contract.OwnThreads;
import io.costspan.log.AgentLog;
import java.util.function.LongConsumer;

/**
 * At the JVM's exit: settles and sends what has ended, within a bound. The work is done on a thread
 * of its own, which the exit leaves behind when the bound is reached: an exporter that waits for a
 * collector which is not there answers to no other bound.
 */
final class LastCalls implements Runnable {
  private final LongConsumer flush;
  private final long timeoutMillis;

  /**
   * @param flush the work; told how many milliseconds it should take at most
   * @param timeoutMillis the longest that the exit waits, in milliseconds, more than 0
   */
  LastCalls(LongConsumer flush, long timeoutMillis) {
    this.flush = flush;
    this.timeoutMillis = timeoutMillis;
  }

  /** Has the JVM's exit run this. */
  void atExit() {
    try {
      Runtime.getRuntime().addShutdownHook(OwnThreads.newThread("exit", this));
    } catch (IllegalStateException e) {
      AgentLog.debug("the JVM is already on its way out", e);
    }
  }

  @Override
  public void run() {
    Thread work;
    try {
      work = OwnThreads.newThread("flush", this::flush);
      work.start();
    } catch (Throwable t) {
      AgentLog.debug("no thread to flush with", t);
      return;
    }
    try {
      work.join(timeoutMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (work.isAlive()) {
      AgentLog.debug("gave up flushing after " + timeoutMillis + " ms", null);
    }
  }

  private void flush() {
    try {
      flush.accept(timeoutMillis);
    } catch (Throwable t) {
      AgentLog.debug("flush at exit failed", t);
    }
  }
}
