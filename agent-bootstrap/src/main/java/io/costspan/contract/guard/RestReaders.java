// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract.guard;

import io.costspan.contract.OwnThreads;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Reads on what the application has stopped reading, for {@link
 * io.costspan.contract.BodyTap#readOn()}. A client tells its listeners of what it reads, so these
 * threads do not count as ours. Thread-safe.
 */
public final class RestReaders {
  /** How long a rest may take. */
  public static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** How long a rest may be, in bytes. */
  public static final long MOST_BYTES = 16 << 20;

  private static final int THREADS = 16;

  private static final ThreadPoolExecutor POOL =
      new ThreadPoolExecutor(
          0,
          THREADS,
          5,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          work -> OwnThreads.newThreadForOthers("rest-reader", work));

  private RestReaders() {}

  /** Starts reading; false when there is no thread for it. */
  public static boolean start(Runnable reading) {
    try {
      POOL.execute(reading);
      return true;
    } catch (RejectedExecutionException | OutOfMemoryError noThread) {
      return false;
    }
  }
}
