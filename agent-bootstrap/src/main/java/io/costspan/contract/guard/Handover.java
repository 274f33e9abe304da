// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract.guard;

import io.costspan.contract.OwnThreads;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Gives work to an executor of the application's from whatever thread. From one of ours it goes by
 * way of a thread that is not: a pool starts its threads on the thread that brings it work, and
 * they would be taken for ours, with all the application's calls they make. To be made on the
 * application's thread, whose context class loader the work is given with. Thread-safe.
 *
 * <p>An executor may keep whoever brings it work, for as long as it likes. When enough threads are
 * kept, Java's own executor brings the rest; what is for that one never waits behind others.
 */
public final class Handover implements Executor {
  /** For executors that may keep them. */
  private static final int RELAYS = 16;

  private static final ThreadPoolExecutor RELAY = relay(RELAYS, new SynchronousQueue<>());

  /** For Java's own executor, which keeps nobody. */
  private static final ThreadPoolExecutor DIRECT = relay(1, new LinkedBlockingQueue<>());

  private final Executor to;
  private final boolean keepsNobody;
  private final @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();

  /**
   * @param to where the work is to be done
   */
  public Handover(Executor to) {
    this(to, false);
  }

  private Handover(Executor to, boolean keepsNobody) {
    this.to = to;
    this.keepsNobody = keepsNobody;
  }

  /** To Java's own executor. */
  public static Handover toJavasOwn() {
    return new Handover(javasOwn(), true);
  }

  /** Where Java itself does what nobody named an executor for. */
  public static Executor javasOwn() {
    return new CompletableFuture<Void>().defaultExecutor();
  }

  @Override
  public void execute(Runnable work) {
    Once once = new Once(work);
    try {
      if (!OwnThreads.isOwn(Thread.currentThread())) {
        give(once);
      } else if (keepsNobody) {
        DIRECT.execute(() -> give(once));
      } else {
        relay(once);
      }
    } catch (OutOfMemoryError noThread) {
      once.run(); // better here than never
    }
  }

  private void relay(Once work) {
    try {
      RELAY.execute(() -> give(work));
    } catch (RejectedExecutionException allKept) {
      DIRECT.execute(() -> javasOwn().execute(() -> give(work)));
    }
  }

  /** A pool's new thread has the context class loader of the thread that brings the work. */
  private void give(Once work) {
    Thread current = Thread.currentThread();
    ClassLoader own = current.getContextClassLoader();
    boolean changed = own != context && changeContext(current, context);
    try {
      submit(work);
    } catch (OutOfMemoryError noThread) {
      work.run();
    } finally {
      if (changed) {
        changeContext(current, own);
      }
    }
  }

  /**
   * As the JDK's client does, an executor that does not take the work is replaced by Java's own.
   */
  private void submit(Once work) {
    try {
      to.execute(work);
    } catch (RuntimeException refused) {
      if (work.get()) {
        throw refused; // done here, and the work's own
      }
      javasOwn().execute(work);
    }
  }

  private static boolean changeContext(Thread current, @Nullable ClassLoader loader) {
    try {
      current.setContextClassLoader(loader);
      return true;
    } catch (SecurityException notAllowed) {
      return false; // a thread of Java's own that keeps to one loader
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

  private static ThreadPoolExecutor relay(int most, BlockingQueue<Runnable> queue) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            most,
            most,
            5,
            TimeUnit.SECONDS,
            queue,
            work -> OwnThreads.newThreadForOthers("handover", work));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
