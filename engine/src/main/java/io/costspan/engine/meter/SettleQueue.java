// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be settled, first come first served, bounded. To wake a thread costs the one that
 * wakes it more than all else of handing over, and the woken one takes a core from the application
 * just then. So the thread that takes looks by itself: every {@link #SHORTEST} while there is
 * something to do, less often the longer there was nothing, and after {@link #AWAKE} it sleeps
 * until it is woken. One thread takes; any may offer.
 */
final class SettleQueue {
  private static final long SHORTEST = Duration.ofMillis(2).toNanos();

  /** Short against the time a person, or a call that waits for a hold, would notice. */
  private static final long LONGEST = Duration.ofMillis(20).toNanos();

  private static final long AWAKE = Duration.ofMinutes(1).toNanos();

  /** A nap is no longer than one part of so many of the time there was nothing. */
  private static final int NAPS = 4;

  /** When more than one part of so many of the queue is taken, it is crowded. */
  private static final int PARTS = 4;

  private final BlockingQueue<Object> queue;
  private final LongSupplier nanos;
  private final long crowd;
  private volatile Rest rest = Rest.NONE;
  private volatile @Nullable Thread taker;

  private enum Rest {
    NONE,
    NAP,
    SLEEP
  }

  /**
   * @param capacity at least 1
   * @param nanos monotonic nanoseconds
   */
  SettleQueue(int capacity, LongSupplier nanos) {
    this.queue = new LinkedBlockingQueue<>(capacity);
    this.nanos = nanos;
    this.crowd = capacity / PARTS;
  }

  /**
   * Puts something at the end, and never waits.
   *
   * @param atOnce whether it is to be taken without delay
   * @return whether there was room
   */
  boolean offer(Object what, boolean atOnce) {
    if (!queue.offer(what)) {
      return false;
    }
    awaken(atOnce);
    return true;
  }

  /** As above, to be taken at once; waits for room. */
  boolean offer(Object what, long timeoutMillis) throws InterruptedException {
    if (!queue.offer(what, timeoutMillis, TimeUnit.MILLISECONDS)) {
      return false;
    }
    awaken(true);
    return true;
  }

  private void awaken(boolean atOnce) {
    Rest now = rest; // read after the queue was written, as the taker does it the other way round
    if (now == Rest.SLEEP || (now == Rest.NAP && (atOnce || crowded()))) {
      LockSupport.unpark(taker);
    }
  }

  /** Whether so much waits that there is no time to lose. */
  boolean crowded() {
    return queue.size() > crowd;
  }

  /** Takes what is first, and waits until there is something. */
  Object take() throws InterruptedException {
    Object next = queue.poll();
    return next == null ? waited() : next;
  }

  private Object waited() throws InterruptedException {
    taker = Thread.currentThread();
    long since = nanos.getAsLong();
    try {
      while (true) {
        long idle = nanos.getAsLong() - since;
        rest = idle < AWAKE ? Rest.NAP : Rest.SLEEP;
        Object next = queue.poll();
        if (next != null) {
          return next;
        }
        if (rest == Rest.SLEEP) {
          LockSupport.park(this);
        } else {
          LockSupport.parkNanos(this, Math.max(SHORTEST, Math.min(LONGEST, idle / NAPS)));
        }
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    } finally {
      rest = Rest.NONE;
    }
  }
}
