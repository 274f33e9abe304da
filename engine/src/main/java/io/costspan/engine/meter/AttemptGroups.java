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

  /** No SDK waits longer before it tries a refusal again; who comes later asks anew. */
  private static final long REFUSED_WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Map<Long, Failed> failures = new LinkedHashMap<>();

  /**
   * A finished attempt: the first of a call, or the one after a failed one.
   *
   * @param key what is alike between attempts
   * @param startNanos when the finished attempt started
   */
  Attempt attempt(long key, long startNanos) {
    Failed before = before(key, startNanos);
    return before == null
        ? Attempt.first()
        : new Attempt(
            CallIds.next(), before.attempt.group(), before.attempt.number() + 1, before.refused);
  }

  private synchronized @Nullable Failed before(long key, long startNanos) {
    Failed failed = failures.get(key);
    if (failed == null || startNanos - failed.atNanos < 0) {
      return null;
    }
    failures.remove(key);
    long window = failed.refused ? REFUSED_WINDOW_NANOS : WINDOW_NANOS;
    return startNanos - failed.atNanos > window ? null : failed;
  }

  /** An attempt has failed in a way clients retry. */
  void failed(long key, Attempt attempt, long atNanos) {
    keep(key, new Failed(attempt, atNanos, false));
  }

  /** An attempt was refused here, which some clients retry all the same. */
  void refused(long key, Attempt attempt, long atNanos) {
    keep(key, new Failed(attempt, atNanos, true));
  }

  private synchronized void keep(long key, Failed failed) {
    failures.remove(key);
    failures.put(key, failed);
    if (failures.size() > MOST) {
      Iterator<Long> eldest = failures.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
  }

  /** A failed attempt that another may continue. */
  private record Failed(Attempt attempt, long atNanos, boolean refused) {}
}
