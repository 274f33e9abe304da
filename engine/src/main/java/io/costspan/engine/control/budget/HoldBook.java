// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.contract.Caller;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who holds what of the budgets of this JVM. One lock guards it all, held for a few additions at a
 * time; what a change lets go is told after it is free again. A call that several budgets are over
 * gets all it wants of them, or nothing.
 *
 * <p>A hold that is not settled in {@link #HOLD} is given back, lest a call that was never heard of
 * again take from the budget for good; should it be settled after all, its cost counts.
 */
final class HoldBook {
  /** How long a hold lasts: longer than answers take. */
  static final Duration HOLD = Duration.ofMinutes(15);

  /**
   * Beyond so many calls in flight, one goes without a hold, and its cost counts when it is over.
   */
  private static final int MOST_HOLDS = 50_000;

  private static final int MOST_WAITING = 1_000;

  /** When to come again where holds were in the way: as long as a short call takes. */
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Clock clock;
  private final LongSupplier nanos;
  private final Alarm alarm;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Ticket> held = new LinkedHashSet<>();
  private final WaitLine line = new WaitLine(MOST_WAITING);

  HoldBook(Clock clock, LongSupplier nanos, Alarm alarm) {
    this.clock = clock;
    this.nanos = nanos;
    this.alarm = alarm;
  }

  /** Decides about a call, once. One that was withdrawn before goes, and holds nothing. */
  Decision admit(Ticket ticket, List<Claim> claims, Caller caller) {
    return change(
        told -> {
          if (ticket.state() != Ticket.State.NEW) {
            return Decision.GO;
          }
          ticket.wants(claims);
          Blocked blocked = blocked(ticket);
          Claim first = blocked == null ? behind(claims) : blocked.by();
          Duration wait = first == null ? Duration.ZERO : wait(first, caller);
          boolean waits = !wait.isZero() && !line.full();
          if (blocked == null && !waits) {
            hold(ticket);
            return Decision.GO;
          }
          if (waits && (blocked == null || blocked.passing())) {
            return new Decision(null, wait(ticket, wait.toNanos()));
          }
          ticket.state(Ticket.State.OFF);
          return new Decision(retrying(blocked), null);
        });
  }

  /** The call is not sent: what it holds goes back, and its wait is over. */
  void withdraw(Ticket ticket) {
    change(
        told -> {
          switch (ticket.state()) {
            case WAITING -> {
              line.leave(ticket);
              told.add(() -> end(ticket, null));
            }
            case HELD -> release(ticket);
            default -> {}
          }
          if (ticket.state() != Ticket.State.SETTLED) {
            ticket.state(Ticket.State.OFF);
          }
          return ticket;
        });
  }

  /**
   * The call is over. Counts once, however often it is told.
   *
   * @param costs what it took of each claim, whose account is rolled and counts it at once; {@code
   *     null} where nobody knows
   */
  List<StepReached> settle(Ticket ticket, Function<Claim, @Nullable BigDecimal> costs) {
    return change(
        told -> {
          List<StepReached> reached = new ArrayList<>(0);
          if (ticket.state() == Ticket.State.HELD) {
            release(ticket);
          }
          if (ticket.state() != Ticket.State.SETTLED) {
            ticket.state(Ticket.State.SETTLED);
            ticket.claims().forEach(claim -> count(claim, costs, reached));
          }
          return reached;
        });
  }

  /** As {@link #settle}, where it is not known whether the call was sent at all. */
  List<StepReached> lost(Ticket ticket, Function<Claim, @Nullable BigDecimal> costs) {
    return change(told -> ticket.state() == Ticket.State.OFF) ? List.of() : settle(ticket, costs);
  }

  private void count(
      Claim claim, Function<Claim, @Nullable BigDecimal> costs, List<StepReached> reached) {
    Account account = claim.account();
    line.changed(account);
    account.roll(clock.instant());
    BigDecimal cost = costs.apply(claim);
    if (cost == null) {
      account.uncounted();
    } else {
      reached.addAll(account.spend(cost));
    }
  }

  /** Looks at an account, or changes it, and lets go whom that lets go. */
  <T> T with(Account account, Function<Account, T> what) {
    return change(
        told -> {
          line.changed(account);
          account.roll(clock.instant());
          return what.apply(account);
        });
  }

  /** What accounts go by has changed: lets go whom that lets go. */
  void changed() {
    change(
        told -> {
          line.allChanged();
          return held;
        });
  }

  // under the lock from here on

  private <T> T change(Function<List<Runnable>, T> what) {
    List<Runnable> told = new ArrayList<>(0);
    lock.lock();
    try {
      expire();
      T result = what.apply(told);
      line.serve(ticket -> served(ticket, told));
      return result;
    } finally {
      lock.unlock();
      told.forEach(Runnable::run);
    }
  }

  /** Holds are as old as they are far ahead in the set, so the first ones end first. */
  private void expire() {
    if (held.isEmpty()) {
      return;
    }
    long now = nanos.getAsLong();
    Iterator<Ticket> oldest = held.iterator();
    while (oldest.hasNext()) {
      Ticket ticket = oldest.next();
      if (ticket.end() - now > 0) {
        return;
      }
      oldest.remove();
      free(ticket);
    }
  }

  private boolean served(Ticket ticket, List<Runnable> told) {
    Blocked blocked = blocked(ticket);
    if (blocked != null && blocked.passing()) {
      return false;
    }
    settleWait(ticket, blocked);
    told.add(() -> end(ticket, blocked));
    return true;
  }

  private void settleWait(Ticket ticket, @Nullable Blocked blocked) {
    if (blocked == null) {
      hold(ticket);
    } else {
      ticket.state(Ticket.State.OFF);
    }
  }

  /** What is in the way of a call: for good rather than in passing, where both are. */
  private @Nullable Blocked blocked(Ticket ticket) {
    Instant now = clock.instant();
    Blocked passing = null;
    for (Claim claim : ticket.claims()) {
      claim.account().roll(now);
      Blocked blocked = claim.account().judge(claim);
      if (blocked != null && !blocked.passing()) {
        return blocked;
      }
      passing = passing == null ? blocked : passing;
    }
    return passing;
  }

  /** The first claim that others wait for already. */
  private static @Nullable Claim behind(List<Claim> claims) {
    for (Claim claim : claims) {
      if (claim.account().awaited()) {
        return claim;
      }
    }
    return null;
  }

  private static Duration wait(Claim claim, Caller caller) {
    BudgetRule.Waits waits = claim.account().rule().waits();
    return caller == Caller.WAITS ? waits.waiting() : waits.going();
  }

  private void hold(Ticket ticket) {
    if (held.size() >= MOST_HOLDS) {
      ticket.state(Ticket.State.LOOSE);
      return;
    }
    boolean pressing = false;
    for (Claim claim : ticket.claims()) {
      pressing |= claim.account().hold(claim);
    }
    ticket.pressing(pressing);
    ticket.state(Ticket.State.HELD);
    ticket.end(nanos.getAsLong() + HOLD.toNanos());
    held.add(ticket);
  }

  private void release(Ticket ticket) {
    held.remove(ticket);
    free(ticket);
  }

  private void free(Ticket ticket) {
    for (Claim claim : ticket.claims()) {
      claim.account().release(claim);
      line.changed(claim.account());
    }
    ticket.state(Ticket.State.LOOSE);
  }

  private CompletableFuture<@Nullable Blocked> wait(Ticket ticket, long longest) {
    CompletableFuture<@Nullable Blocked> end = new CompletableFuture<>();
    ticket.waiter(end);
    ticket.state(Ticket.State.WAITING);
    line.join(ticket);
    Runnable off = alarm.in(longest, () -> timeout(ticket));
    return end.whenComplete((blocked, never) -> off.run());
  }

  /** The last try. */
  private void timeout(Ticket ticket) {
    change(
        told -> {
          if (ticket.state() == Ticket.State.WAITING) {
            line.leave(ticket);
            Blocked blocked = blocked(ticket);
            settleWait(ticket, blocked);
            told.add(() -> end(ticket, retrying(blocked)));
          }
          return ticket;
        });
  }

  private static void end(Ticket ticket, @Nullable Blocked blocked) {
    CompletableFuture<@Nullable Blocked> waiter = ticket.waiter();
    if (waiter != null) {
      waiter.complete(blocked);
    }
  }

  /** Where holds are in the way, it is worth coming again. */
  private static @Nullable Blocked retrying(@Nullable Blocked blocked) {
    return blocked == null || !blocked.passing() ? blocked : blocked.retrying(RETRY);
  }
}
