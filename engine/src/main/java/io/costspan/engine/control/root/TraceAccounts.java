// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.root;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What was spent under each of the latest traces. One of which nothing was heard for {@link #KEPT}
 * is forgotten, and beyond {@value #MOST_TRACES} the one that was quiet longest. Thread-safe.
 */
final class TraceAccounts {
  static final int MOST_TRACES = 10_000;
  static final Duration KEPT = Duration.ofHours(6);

  private static final float LOAD = 0.75f;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, TraceAccount> byTrace = new LinkedHashMap<>(16, LOAD, true);
  private final LongSupplier nanos;

  /**
   * @param nanos monotonic nanoseconds
   */
  TraceAccounts(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Reserves for a call, no more than is left.
   *
   * @param forecast {@code null} when nothing is known, which takes as much as the trace's dearest
   *     call so far
   * @return a {@link RootHold}, or {@link Spent} when nothing is left
   */
  Object enter(String trace, @Nullable BigDecimal forecast, BigDecimal limit) {
    lock.lock();
    try {
      TraceAccount account = account(trace);
      BigDecimal left = limit.subtract(account.spent()).subtract(account.reserved());
      if (left.signum() <= 0) {
        return new Spent(account.spent(), account.reserved());
      }
      BigDecimal wanted = forecast == null ? account.dearest() : forecast;
      BigDecimal held = wanted.min(left);
      account.reserve(held);
      return new RootHold(account, held, wanted, held.compareTo(left) == 0);
    } finally {
      lock.unlock();
    }
  }

  /** The call was not sent. Once for each hold; ignored after that. */
  void giveBack(RootHold hold) {
    lock.lock();
    try {
      hold.end();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The call is over. Once for each hold; ignored after that.
   *
   * @param used what it came to; {@code null} when nobody knows, which counts as it was forecast
   */
  void settle(RootHold hold, @Nullable BigDecimal used) {
    lock.lock();
    try {
      if (hold.end()) {
        hold.account().lastUsed = nanos.getAsLong();
        hold.account().spend(used == null ? hold.wanted() : used);
      }
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return byTrace.size();
    } finally {
      lock.unlock();
    }
  }

  private TraceAccount account(String trace) {
    long now = nanos.getAsLong();
    TraceAccount account = byTrace.computeIfAbsent(trace, t -> new TraceAccount());
    account.lastUsed = now;
    Iterator<TraceAccount> quietest = byTrace.values().iterator();
    while (now - quietest.next().lastUsed > KEPT.toNanos() || byTrace.size() > MOST_TRACES) {
      quietest.remove(); // never the account asked for, which is the latest
    }
    return account;
  }

  /** What a trace has spent and reserved, of which nothing is left. */
  record Spent(BigDecimal spent, BigDecimal reserved) {}
}
