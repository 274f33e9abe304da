// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.breaker;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The circuit of a breaker for one value of its scope:
 *
 * <pre>
 *   closed    -- tripped -->                       open
 *   open      -- its time is over -->              half-open
 *   half-open -- the probe failed or was dear -->  open
 *   half-open -- the probe was fine -->            closed, with nothing counted
 * </pre>
 *
 * <p>By hand it can be opened or closed at any time. A probe that was not sent, or of which nothing
 * becomes known, makes room for the next. What calls cost that were let pass before it opened
 * counts no more. Thread-safe.
 */
final class Circuit {
  /** A probe of which nothing was heard for so long is given up. */
  static final long PROBE_NANOS = Duration.ofMinutes(15).toNanos();

  private static final long BY_HAND = Long.MAX_VALUE;

  private final ReentrantLock lock = new ReentrantLock();
  private final LongSupplier nanos;
  private final Clock clock;
  private final BiConsumer<CircuitPosition, String> tell;
  private final DearCalls dearCalls = new DearCalls();
  private final RecentSpend recentSpend = new RecentSpend();
  private final Queue<Move> untold = new ConcurrentLinkedQueue<>();
  private BreakerTerms terms;
  private CircuitPosition position = CircuitPosition.CLOSED;
  private Instant since;
  private @Nullable String reason;
  private long openUntil;
  private @Nullable Ticket probe;
  private long probeUntil;
  private long trips;

  /**
   * @param nanos monotonic nanoseconds, from 0 on
   * @param clock the wall clock, for people
   * @param tell told of every move, and why; quick
   */
  Circuit(
      BreakerTerms terms,
      LongSupplier nanos,
      Clock clock,
      BiConsumer<CircuitPosition, String> tell) {
    this.terms = terms;
    this.nanos = nanos;
    this.clock = clock;
    this.tell = tell;
    this.since = clock.instant();
  }

  /** Other terms from now on; it stays as it stands. */
  void change(BreakerTerms to) {
    lock.lock();
    try {
      terms = to;
    } finally {
      unlock();
    }
  }

  /**
   * A call wants to pass.
   *
   * @param repeated whether it came too often; that opens the circuit
   * @return a {@link Ticket}, or an {@link Open} when it may not
   */
  Object enter(boolean repeated) {
    lock.lock();
    try {
      turn();
      if (repeated && position != CircuitPosition.OPEN) {
        trip("the same call came too often");
      }
      if (position == CircuitPosition.CLOSED) {
        return new Ticket();
      }
      if (position == CircuitPosition.HALF_OPEN && probe == null) {
        Ticket ticket = new Ticket();
        probe = ticket;
        probeUntil = nanos.getAsLong() + PROBE_NANOS;
        return ticket;
      }
      return new Open(reason == null ? "" : reason, left());
    } finally {
      unlock();
    }
  }

  /**
   * A call that passed has ended.
   *
   * @param usd what it cost; {@code null} when nobody knows
   * @param ending how it went otherwise
   */
  void ended(Ticket ticket, @Nullable BigDecimal usd, Ending ending) {
    lock.lock();
    try {
      turn();
      if (ticket == probe) {
        probe = null;
        judge(usd, ending);
      } else if (position == CircuitPosition.CLOSED && usd != null) {
        count(usd);
      }
    } finally {
      unlock();
    }
  }

  /**
   * Whether the next call may find it open, or closed, on account of a call that passed and has
   * ended: a probe, and what comes when half of what opens it has come.
   *
   * @param usd what it may have cost; {@code null} when nobody knows
   */
  boolean pressing(Ticket ticket, @Nullable BigDecimal usd) {
    lock.lock();
    try {
      BreakerTerms.Dear dear = terms.dear();
      BreakerTerms.Spend spend = terms.spend();
      return ticket == probe
          || (dear != null && dearCalls.count() >= dear.calls() / 2)
          || (spend != null && (usd == null || half(spend, recentSpend.sum().add(usd))));
    } finally {
      unlock();
    }
  }

  private static boolean half(BreakerTerms.Spend spend, BigDecimal usd) {
    return usd.add(usd).compareTo(spend.most()) >= 0;
  }

  /** A call that passed was not sent, or nothing will be known of it. */
  void free(Ticket ticket) {
    lock.lock();
    try {
      if (ticket == probe) {
        probe = null;
      }
    } finally {
      unlock();
    }
  }

  /**
   * Opens it by hand.
   *
   * @param time for how long; {@code null} until it is closed by hand
   */
  void open(@Nullable Duration time, String why) {
    lock.lock();
    try {
      openUntil = time == null ? BY_HAND : nanos.getAsLong() + time.toNanos();
      move(CircuitPosition.OPEN, why);
    } finally {
      unlock();
    }
  }

  /** Closes it by hand. */
  void close(String why) {
    lock.lock();
    try {
      if (position != CircuitPosition.CLOSED) {
        move(CircuitPosition.CLOSED, why);
      }
      forget();
    } finally {
      unlock();
    }
  }

  BreakerState state(String breaker, String scope) {
    lock.lock();
    try {
      turn();
      Duration left = left();
      return new BreakerState(
          breaker,
          scope,
          position,
          since,
          reason,
          left == null ? null : clock.instant().plus(left),
          trips);
    } finally {
      unlock();
    }
  }

  /** Until a call will be let through; {@code null} when that is not known. */
  private @Nullable Duration left() {
    return position != CircuitPosition.OPEN || openUntil == BY_HAND
        ? null
        : Duration.ofNanos(Math.max(0, openUntil - nanos.getAsLong()));
  }

  private void turn() {
    long now = nanos.getAsLong();
    if (position == CircuitPosition.OPEN && now >= openUntil) {
      move(CircuitPosition.HALF_OPEN, "its time is over: " + reason);
    }
    if (probe != null && now >= probeUntil) {
      probe = null;
    }
  }

  private void judge(@Nullable BigDecimal usd, Ending ending) {
    if (usd != null && dear(usd)) {
      trip("a probe cost " + usd.toPlainString() + " USD");
    } else if (ending == Ending.FAILED) {
      trip("a probe failed");
    } else if (ending == Ending.FINE) {
      move(CircuitPosition.CLOSED, "a probe was fine");
      forget();
    }
  }

  private boolean dear(BigDecimal usd) {
    BreakerTerms.Dear dear = terms.dear();
    BreakerTerms.Spend spend = terms.spend();
    return (dear != null && usd.compareTo(dear.over()) > 0)
        || (spend != null && usd.compareTo(spend.most()) > 0);
  }

  private void count(BigDecimal usd) {
    long now = nanos.getAsLong();
    BreakerTerms.Dear dear = terms.dear();
    BreakerTerms.Spend spend = terms.spend();
    boolean tooDear =
        dear != null
            && usd.compareTo(dear.over()) > 0
            && dearCalls.tripsAt(now, dear.calls(), dear.within().toNanos());
    BigDecimal sum =
        spend == null ? BigDecimal.ZERO : recentSpend.add(usd, now, spend.within().toNanos());
    if (dear != null && tooDear) {
      trip(
          dear.calls()
              + " calls cost more than "
              + dear.over().toPlainString()
              + " USD each within "
              + words(dear.within()));
    } else if (spend != null && sum.compareTo(spend.most()) > 0) {
      trip(
          sum.toPlainString()
              + " USD within "
              + words(spend.within())
              + ", more than "
              + spend.most().toPlainString());
    }
  }

  private void trip(String why) {
    openUntil = nanos.getAsLong() + terms.openFor().toNanos();
    move(CircuitPosition.OPEN, why);
  }

  private void move(CircuitPosition to, String why) {
    if (to == CircuitPosition.OPEN) {
      trips++;
      forget();
    }
    probe = null;
    position = to;
    since = clock.instant();
    reason = to == CircuitPosition.HALF_OPEN ? reason : why;
    untold.add(new Move(to, why));
  }

  /** What is told may be written to a slow place: never with the lock held. */
  private void unlock() {
    lock.unlock();
    for (Move move = untold.poll(); move != null; move = untold.poll()) {
      tell.accept(move.to, move.why);
    }
  }

  private void forget() {
    dearCalls.clear();
    recentSpend.clear();
  }

  private static String words(Duration time) {
    return time.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }

  private record Move(CircuitPosition to, String why) {}

  /** How a call went, beside what it cost. */
  enum Ending {
    /** An answer came. */
    FINE,
    /** None came, or an error. */
    FAILED,
    /** The application did not wait for the end. */
    LEFT
  }

  /**
   * A refusal.
   *
   * @param reason why the circuit is open
   * @param left until one is let through to see; {@code null} when that is not known
   */
  record Open(String reason, @Nullable Duration left) {}
}
