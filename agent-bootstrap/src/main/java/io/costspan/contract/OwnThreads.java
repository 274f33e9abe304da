// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract;

/**
 * costspan's own threads, and the mark by which a hook tells their traffic from the application's:
 * the thread group. A thread started by one of them, by whatever library, is in the group too, and
 * with it the threads that a JDK HTTP client made on one of them starts for itself. All are
 * daemons, without a context class loader and without inherited thread locals, so that none keeps
 * the application alive or holds on to a part of it. Thread-safe.
 */
public final class OwnThreads {
  private static final String PREFIX = "costspan-";

  /** Below the root group: the application's own groups may be destroyed. */
  private static final ThreadGroup GROUP = new ThreadGroup(root(), "costspan");

  private OwnThreads() {}

  /** Whether the thread is one of ours. A few field reads: asked for every exchange. */
  public static boolean isOwn(Thread thread) {
    return thread.getThreadGroup() == GROUP;
  }

  /** A thread named {@code costspan-<name>}, not started yet. */
  public static Thread newThread(String name, Runnable work) {
    Thread thread = new Thread(GROUP, work, PREFIX + name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }

  /**
   * Looks at something again and again, from now on, on a thread named {@code costspan-<name>}.
   *
   * @param pauseMillis between two looks, and before the first
   * @param look never throws
   */
  public static void repeat(String name, long pauseMillis, Runnable look) {
    newThread(name, () -> repeat(pauseMillis, look)).start();
  }

  private static void repeat(long pauseMillis, Runnable look) {
    try {
      while (true) {
        Thread.sleep(pauseMillis);
        look.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // somebody wants it to end
    }
  }

  /**
   * A thread of ours for what is the application's: it names us, and is not in the group, so that
   * what runs on it, and every thread started by that, counts as the application's. Not started
   * yet; a daemon.
   */
  public static Thread newThreadForOthers(String name, Runnable work) {
    Thread thread = new Thread(GROUP.getParent(), work, PREFIX + name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }

  /**
   * Gives the threads that libraries started in the group the prefix of our name, so that a thread
   * dump says whose they are.
   */
  public static void nameAll() {
    Thread[] threads = new Thread[GROUP.activeCount() + 8];
    int count = GROUP.enumerate(threads, false);
    for (int i = 0; i < count; i++) {
      String name = threads[i].getName();
      if (!name.startsWith(PREFIX)) {
        threads[i].setName(PREFIX + name);
      }
    }
  }

  private static ThreadGroup root() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    while (group.getParent() != null) {
      group = group.getParent();
    }
    return group;
  }
}
