// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** What reading a body allocates, against the body's length. */
final class Allocation {
  /** A reader's own: its buffers, its tables, what an error message of ours needs. */
  private static final long READER = 1 << 20;

  /** A short event with its model, its reason and its counts is some hundred bytes long. */
  private static final long EACH_BYTE = 64;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /**
   * Runs it and gives what it gives.
   *
   * @param length of what is read, in bytes
   */
  static <T> T bounded(long length, Supplier<T> reading) {
    Counted<T> first = counted(reading);
    if (first.bytes > READER + EACH_BYTE * length) {
      // the first time, classes are loaded and instrumented as well
      Counted<T> again = counted(reading);
      if (again.bytes > READER + EACH_BYTE * length) {
        throw new AssertionError(again.bytes + " bytes allocated for a body of " + length);
      }
    }
    return first.result;
  }

  private static <T> Counted<T> counted(Supplier<T> reading) {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    T result = reading.get();
    return new Counted<>(result, THREADS.getThreadAllocatedBytes(thread) - before);
  }

  private record Counted<T>(T result, long bytes) {}
}
