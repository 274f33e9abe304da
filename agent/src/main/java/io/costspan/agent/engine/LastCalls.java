// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.engine;

import io.costspan.contract.OwnThreads;
import io.costspan.engine.meter.Settler;
import io.costspan.engine.telemetry.Telemetry;
import io.costspan.log.AgentLog;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** At the JVM's exit: settles and sends what has ended, within a bound. */
final class LastCalls implements Runnable {
  private final Settler settler;
  private final @Nullable Telemetry telemetry;
  private final long timeoutMillis;

  private LastCalls(Settler settler, @Nullable Telemetry telemetry, long timeoutMillis) {
    this.settler = settler;
    this.telemetry = telemetry;
    this.timeoutMillis = timeoutMillis;
  }

  /**
   * Registers the flush.
   *
   * @param timeoutMillis the longest that the exit waits, in milliseconds
   */
  static void flushAtExit(Settler settler, @Nullable Telemetry telemetry, long timeoutMillis) {
    try {
      LastCalls last = new LastCalls(settler, telemetry, timeoutMillis);
      Runtime.getRuntime().addShutdownHook(OwnThreads.newThread("flush-at-exit", last));
    } catch (IllegalStateException e) {
      AgentLog.debug("the JVM is already on its way out", e);
    }
  }

  @Override
  public void run() {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    try {
      if (!settler.drain(timeoutMillis)) {
        AgentLog.warn("the last calls could not all be recorded within " + timeoutMillis + " ms");
      }
      if (telemetry != null) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        telemetry.close(Math.max(1, left));
      }
    } catch (Throwable t) {
      AgentLog.debug("flush at exit failed", t);
    }
  }
}
