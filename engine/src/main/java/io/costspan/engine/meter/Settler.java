// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.engine.price.Pricer;
import io.costspan.log.AgentLog;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes finished calls from the application's threads and prices them on a daemon thread of its
 * own. The queue between them is bounded: what does not fit is counted, said once, and lost. Calls
 * that end before {@link #start} wait in the queue, so nothing is lost while the engine warms up.
 */
public final class Settler {
  private final BlockingQueue<Object> queue;
  private final AtomicLong lost = new AtomicLong();
  private @Nullable Thread thread;

  /**
   * @param capacity calls that may wait, at least 1
   */
  public Settler(int capacity) {
    this.queue = new ArrayBlockingQueue<>(capacity);
  }

  /** Hands over a finished call. Never blocks. */
  void settle(CallRecord call) {
    if (!queue.offer(call)) {
      lost.incrementAndGet();
      AgentLog.warnOnce(
          "settle-queue-full",
          "more calls end than can be recorded; some are missing from the ledger and the metrics");
    }
  }

  /** Calls that were lost because the queue was full. */
  public long lost() {
    return lost.get();
  }

  /**
   * Starts settling. Called once.
   *
   * @param sinks told of every call, in this order
   */
  public synchronized void start(Pricer pricer, List<CallSink> sinks) {
    if (thread != null) {
      throw new IllegalStateException("already started");
    }
    Settling settling = new Settling(new Billing(pricer), List.copyOf(sinks));
    thread = new Thread(null, settling, "costspan-settle", 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
  }

  /**
   * Settles what has been handed over so far and flushes the sinks, all within the bound. Called at
   * shutdown.
   *
   * @param timeoutMillis bound in milliseconds
   * @return whether everything was settled in time
   */
  public boolean drain(long timeoutMillis) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    Flush flush = new Flush(deadline, new CountDownLatch(1));
    try {
      return queue.offer(flush, timeoutMillis, TimeUnit.MILLISECONDS)
          && flush.done.await(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private record Flush(long deadlineNanos, CountDownLatch done) {}

  private final class Settling implements Runnable {
    private final Billing billing;
    private final List<CallSink> sinks;

    Settling(Billing billing, List<CallSink> sinks) {
      this.billing = billing;
      this.sinks = sinks;
    }

    @Override
    public void run() {
      try {
        while (true) {
          Object next = queue.take();
          if (next instanceof Flush flush) {
            flush(flush);
          } else {
            settle((CallRecord) next);
          }
        }
      } catch (InterruptedException e) {
        AgentLog.debug("settling was interrupted", e);
      }
    }

    private void settle(CallRecord call) {
      try {
        PricedCall priced = new PricedCall(call, billing.of(call));
        for (CallSink sink : sinks) {
          tell(sink, priced);
        }
      } catch (Throwable t) {
        AgentLog.warnOnce("settle-failed", "a call could not be settled: " + t);
      }
    }

    private void tell(CallSink sink, PricedCall call) {
      try {
        sink.settled(call);
      } catch (Throwable t) {
        AgentLog.warnOnce(
            "sink-" + sink.getClass().getName(), "a call could not be recorded: " + t);
      }
    }

    private void flush(Flush flush) {
      for (CallSink sink : sinks) {
        try {
          long left = TimeUnit.NANOSECONDS.toMillis(flush.deadlineNanos - System.nanoTime());
          sink.flush(Math.max(1, left));
        } catch (Throwable t) {
          AgentLog.debug("flush failed", t);
        }
      }
      flush.done.countDown();
    }
  }
}
