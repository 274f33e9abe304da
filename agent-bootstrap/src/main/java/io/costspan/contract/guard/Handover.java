// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract.guard;

import io.costspan.contract.OwnThreads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Gives work to an executor of the application's from whatever thread. From one of ours it goes by
 * way of a thread that is not: a pool starts its threads on the thread that brings it work, and
 * they would be taken for ours, with all the application's calls they make. To be made on the
 * application's thread, whose context the way keeps. Thread-safe.
 */
public final class Handover implements Executor {
  /** Hands over and does nothing else; a few threads do for any number of calls. */
  private static final int RELAYS = 4;

  private static final ThreadPoolExecutor RELAY = relay();

  private final Executor to;
  private final @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();

  /**
   * @param to where the work is to be done
   */
  public Handover(Executor to) {
    this.to = to;
  }

  /** Where Java itself does what nobody named an executor for. */
  public static Executor javasOwn() {
    return new CompletableFuture<Void>().defaultExecutor();
  }

  @Override
  public void execute(Runnable work) {
    Once once = new Once(work);
    try {
      if (OwnThreads.isOwn(Thread.currentThread())) {
        RELAY.execute(() -> relay(once));
      } else {
        give(once);
      }
    } catch (OutOfMemoryError noThread) {
      once.run(); // better here than never
    }
  }

  private void relay(Once work) {
    Thread relay = Thread.currentThread();
    relay.setContextClassLoader(context);
    try {
      give(work);
    } catch (OutOfMemoryError noThread) {
      work.run();
    } finally {
      relay.setContextClassLoader(null);
    }
  }

  /** As the JDK's client does, an executor that was shut down is replaced by Java's own. */
  private void give(Once work) {
    try {
      to.execute(work);
    } catch (RejectedExecutionException shutDown) {
      javasOwn().execute(work);
    }
  }

  /** Work that is done at most once, whatever becomes of the executor it was given to. */
  private static final class Once extends AtomicBoolean implements Runnable {
    private static final long serialVersionUID = 1;

    private final transient Runnable work;

    Once(Runnable work) {
      this.work = work;
    }

    @Override
    public void run() {
      if (compareAndSet(false, true)) {
        work.run();
      }
    }
  }

  private static ThreadPoolExecutor relay() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            RELAYS,
            RELAYS,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> OwnThreads.newThreadForOthers("handover", work));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
