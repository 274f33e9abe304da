// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import io.costspan.engine.passage.Passage;
import io.costspan.engine.price.Pricer;
import io.costspan.engine.wire.text.SampleRoom;
import io.costspan.log.AgentLog;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes finished calls from the application's threads and prices them on a daemon thread of its
 * own, some milliseconds after they ended; at once where others may wait for what a call has
 * reserved. The queue between them is bounded: what does not fit is counted, said once, and lost.
 * Calls that end before {@link #start} wait in the queue, so nothing is lost while the engine warms
 * up.
 */
public final class Settler {
  private final SettleQueue queue;
  private final @Nullable SampleRoom samples;
  private final AtomicLong lost = new AtomicLong();
  private volatile boolean draining;
  private @Nullable Thread thread;

  /**
   * @param capacity calls that may wait, at least 1
   */
  public Settler(int capacity) {
    this(capacity, null);
  }

  /**
   * @param capacity calls that may wait, at least 1
   * @param samples room for text of calls in flight, by which usage is estimated where none is
   *     reported; {@code null} for no estimates
   */
  public Settler(int capacity, @Nullable SampleRoom samples) {
    this.queue = new SettleQueue(capacity, System::nanoTime);
    this.samples = samples;
  }

  /** Room for text of calls in flight; {@code null} when none is to be kept. */
  @Nullable SampleRoom samples() {
    return samples;
  }

  /**
   * Hands over a finished call. Never blocks; the texts are kept no longer than needed.
   *
   * @return whether there was room for it
   */
  boolean settle(CallRecord call, Texts texts) {
    return settle(call, texts, null);
  }

  /**
   * As above.
   *
   * @param passage told what the call cost, or that nobody will know
   */
  boolean settle(CallRecord call, Texts texts, @Nullable Passage passage) {
    boolean needed = MissingUsage.of(call) != null;
    if (!needed) {
      texts.close();
    }
    if (queue.offer(new Finished(call, needed ? texts : Texts.NONE, passage), pressing(passage))) {
      return true;
    }
    texts.close();
    if (passage != null) {
      passage.lost();
    }
    lost.incrementAndGet();
    AgentLog.warnOnce(
        "settle-queue-full",
        "more calls end than can be recorded; some are missing from the ledger and the metrics");
    return false;
  }

  private static boolean pressing(@Nullable Passage passage) {
    try {
      return passage != null && passage.pressing();
    } catch (RuntimeException | LinkageError fault) {
      ControlFaults.tell(fault);
      return true;
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
   * shutdown: from then on estimates make do with what is loaded.
   *
   * @param timeoutMillis bound in milliseconds
   * @return whether everything was settled in time
   */
  public boolean drain(long timeoutMillis) {
    draining = true;
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    Flush flush = new Flush(deadline, new CountDownLatch(1));
    try {
      return queue.offer(flush, timeoutMillis)
          && flush.done.await(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private record Finished(CallRecord call, Texts texts, @Nullable Passage passage) {

    /** Tells the controls; what they make of it is no reason to lose the call. */
    PricedCall told(PricedCall priced) {
      if (passage == null) {
        return priced;
      }
      try {
        return priced.with(passage.settled(priced.settlement()));
      } catch (Throwable t) {
        ControlFaults.tell(t);
        return priced;
      }
    }

    void lost() {
      if (passage != null) {
        passage.lost();
      }
    }
  }

  private record Flush(long deadlineNanos, CountDownLatch done) {}

  private final class Settling implements Runnable {
    private final Billing billing;
    private final Estimates estimates = new Estimates(queue::crowded, () -> draining);
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
            settle((Finished) next);
          }
        }
      } catch (InterruptedException e) {
        AgentLog.debug("settling was interrupted", e);
      }
    }

    private void settle(Finished finished) {
      PricedCall priced = null;
      try (Texts texts = finished.texts) {
        CallRecord call = estimates.complete(finished.call, texts);
        priced = finished.told(billing.priced(call));
        for (CallSink sink : sinks) {
          tell(sink, priced);
        }
      } catch (Throwable t) {
        AgentLog.warnOnce("settle-failed", "a call could not be settled: " + t);
        if (priced == null) {
          finished.lost();
        }
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
