// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the calls of one limit and one value of its scope get in, at once or after waiting. Nobody
 * overtakes those who wait. Waiting calls are let in on the alarm's thread only, never on the
 * thread of a call that ends. Thread-safe.
 */
final class Gate {
  private static final long NEVER = Long.MAX_VALUE;

  private final ReentrantLock lock = new ReentrantLock();
  private final LongSupplier nanos;
  private final Counters counters;
  private final Alarm alarm;
  private final AtomicInteger crowd;
  private final int mostWaiting;
  private final WaitingLine line = new WaitingLine();
  private Alarm.@Nullable Ring ring;
  private long ringsAt = NEVER;

  /**
   * @param nanos the counters' clock
   * @param crowd how many wait at all gates of the limit
   * @param mostWaiting of them
   */
  Gate(LongSupplier nanos, Counters counters, Alarm alarm, AtomicInteger crowd, int mostWaiting) {
    this.nanos = nanos;
    this.counters = counters;
    this.alarm = alarm;
    this.crowd = crowd;
    this.mostWaiting = mostWaiting;
  }

  /**
   * Lets a call in, turns it away or has it wait.
   *
   * @param tokens it may use, at least 0
   * @return a {@link Hold}, a {@link Shortage} or a {@link Waiter}
   */
  Object enter(long tokens, Priority priority) {
    lock.lock();
    try {
      long waitNanos = counters.terms().patience().toNanos();
      boolean behind = waitNanos > 0 && line.size() > 0;
      Shortage lacking =
          behind
              ? counters.shortage(tokens, line.ahead(priority), line.tokensAhead(priority))
              : counters.shortage(tokens, 0, 0);
      boolean crowded = crowd.get() >= mostWaiting;
      if (lacking == null && (!behind || crowded)) {
        return counters.take(tokens); // a crowd that all fits is in no one's way
      }
      if (lacking != null && (waitNanos == 0 || crowded || lacking.outlasts(waitNanos))) {
        return lacking;
      }
      return waiting(new Waiter(priority, tokens, nanos.getAsLong() + waitNanos), lacking);
    } finally {
      lock.unlock();
    }
  }

  private Waiter waiting(Waiter waiter, @Nullable Shortage lacking) {
    // what throws here leaves nothing behind
    ringBy(lacking == null ? nanos.getAsLong() : waiter.deadline());
    ringAgain(lacking);
    line.add(waiter);
    crowd.incrementAndGet();
    return waiter;
  }

  /** The call goes away before it was sent: out of the line, or back with what it got. */
  void leave(Waiter waiter) {
    lock.lock();
    try {
      Hold got = waiter.hold();
      if (got != null) {
        counters.giveBack(got);
      } else {
        out(waiter);
      }
      wake();
    } finally {
      lock.unlock();
    }
    if (!waiter.over().isDone()) {
      alarm.in(0, () -> waiter.over().complete(waiter)); // not on the thread that leaves
    }
  }

  /** The call was never made: all it took goes back. */
  void giveBack(Hold hold) {
    lock.lock();
    try {
      counters.giveBack(hold);
      wake();
    } finally {
      lock.unlock();
    }
  }

  /** The call is over; what it used stays used. */
  void stop(Hold hold) {
    lock.lock();
    try {
      if (counters.stop(hold)) {
        wake();
      }
    } finally {
      lock.unlock();
    }
  }

  /** What the call really used is known. */
  void correct(Hold hold, long tokens) {
    lock.lock();
    try {
      counters.correct(hold, tokens);
      wake();
    } finally {
      lock.unlock();
    }
  }

  /** Other limits from now on; those who wait keep the time they were given. */
  void change(LimitTerms terms) {
    lock.lock();
    try {
      counters.change(terms);
      wake();
    } finally {
      lock.unlock();
    }
  }

  LimitState state(String limit, String scope) {
    lock.lock();
    try {
      return new LimitState(
          limit,
          scope,
          counters.uses(),
          counters.running(),
          counters.terms().concurrent(),
          line.size());
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    if (line.size() > 0) {
      ringBy(nanos.getAsLong());
    }
  }

  private void ringBy(long at) {
    if (at < ringsAt) {
      if (ring != null) {
        ring.cancel();
      }
      ring = alarm.in(at - nanos.getAsLong(), this::serve);
      ringsAt = at;
    }
  }

  /** Lets in whose turn it is, and turns away who need not wait any longer. */
  private void serve() {
    List<Waiter> over = new ArrayList<>();
    lock.lock();
    try {
      ringsAt = NEVER;
      Shortage lacking = letIn(over);
      while (lacking != null && turnAwayLate(lacking, over)) {
        lacking = letIn(over);
      }
      ringAgain(lacking);
    } finally {
      lock.unlock();
    }
    over.forEach(waiter -> waiter.over().complete(waiter));
  }

  /** Returns what the one lacks whose turn it is now; {@code null} when nobody waits any more. */
  private @Nullable Shortage letIn(List<Waiter> over) {
    for (Waiter next = line.next(); next != null; next = line.next()) {
      Shortage lacking = counters.shortage(next.tokens(), 0, 0);
      if (lacking == null) {
        line.serve(next);
        crowd.decrementAndGet();
        next.admitted(counters.take(next.tokens()));
        over.add(next);
      } else if (lacking.outlasts(next.deadline() - nanos.getAsLong())) {
        turnAway(next, lacking, over);
      } else {
        return lacking;
      }
    }
    return null;
  }

  /**
   * Turns away whose time is over, and who cannot get in or whose turn it is not.
   *
   * @param next what the one lacks whose turn it is
   * @return whether there were any
   */
  private boolean turnAwayLate(Shortage next, List<Waiter> over) {
    long now = nanos.getAsLong();
    boolean any = false;
    for (Waiter head : line.heads()) {
      if (head.deadline() <= now) {
        Shortage own = counters.shortage(head.tokens(), 0, 0);
        turnAway(head, own == null ? next : own, over);
        any = true;
      }
    }
    return any;
  }

  private void ringAgain(@Nullable Shortage lacking) {
    if (lacking != null) {
      long now = nanos.getAsLong();
      long at = lacking.exact() ? now + lacking.nanos() : NEVER;
      for (Waiter head : line.heads()) {
        at = Math.min(at, head.deadline());
      }
      ringBy(at);
    }
  }

  private void turnAway(Waiter waiter, Shortage lacking, List<Waiter> over) {
    out(waiter);
    waiter.turnedAway(lacking);
    over.add(waiter);
  }

  private void out(Waiter waiter) {
    int before = line.size();
    line.remove(waiter);
    crowd.addAndGet(line.size() - before);
  }
}
