// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Groups the attempts of one logical call. SDKs retry at different levels and mostly behind our
 * back, but a retry sends the same bytes to the same place shortly after a failure: that is what is
 * matched. Bounded; thread-safe.
 */
final class AttemptGroups {
  private static final int MOST = 512;
  private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Map<Long, Failed> failures = new LinkedHashMap<>();

  /**
   * The attempt that a finished one continues.
   *
   * @param key what is alike between attempts
   * @param startNanos when the finished attempt started
   */
  synchronized @Nullable Failed continued(long key, long startNanos) {
    Failed failed = failures.get(key);
    if (failed == null || startNanos - failed.atNanos < 0) {
      return null;
    }
    failures.remove(key);
    return startNanos - failed.atNanos > WINDOW_NANOS ? null : failed;
  }

  /** An attempt has failed in a way clients retry. */
  synchronized void failed(long key, String group, int attempt, long atNanos) {
    failures.remove(key);
    failures.put(key, new Failed(group, attempt, atNanos));
    if (failures.size() > MOST) {
      Iterator<Long> eldest = failures.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  /** A failed attempt that another may continue. */
  record Failed(String group, int attempt, long atNanos) {}
}
