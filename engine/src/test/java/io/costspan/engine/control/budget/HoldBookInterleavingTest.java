// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.Caller;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every order in which the steps of a few threads can come to the hold book, whose steps are each
 * one turn of its lock: what must be so is so after each step of every order.
 */
class HoldBookInterleavingTest {

  @Test
  void threeCallsThatSettleCancelAndTimeOut() {
    int orders =
        explore(
            bench -> List.of(wanting("0.60", "0.60"), wanting("0.60", "0.10"), quitting("0.50")),
            List.of(3, 3, 3),
            1);
    assertThat(orders).isEqualTo(1680);
  }

  @Test
  void callsOverTwoBudgetsThatWaitForEachOther() {
    int orders =
        explore(
            bench -> List.of(wanting("0.70", "0.90"), quitting("0.70"), wanting("0.20", "0.20")),
            List.of(3, 3, 3),
            2);
    assertThat(orders).isEqualTo(1680);
  }

  @Test
  void holdsThatEndBeforeTheirCallsDo() {
    int orders =
        explore(
            bench ->
                List.of(
                    wanting("0.60", "0.60"),
                    outlived("0.60", "0.30"),
                    HoldBookInterleavingTest::passing),
            List.of(3, 4, 2),
            1);
    assertThat(orders).isEqualTo(1260);
  }

  /** A step of a thread, of the world it finds. */
  private interface Step {
    void run(World world);
  }

  /** Asks and waits; its wait may time out; settles. */
  private static Function<World, List<Step>> wanting(String forecast, String cost) {
    return made -> {
      Caught call = made.call(forecast);
      return List.of(
          world -> call.admit(world, Caller.WAITS),
          world -> world.bench.alarm.ringAll(),
          world -> call.settle(world, cost));
    };
  }

  /** Asks, goes away before it is sent, and is told of once more. */
  private static Function<World, List<Step>> quitting(String forecast) {
    return made -> {
      Caught call = made.call(forecast);
      return List.of(
          world -> call.admit(world, Caller.WAITS),
          world -> call.withdraw(world),
          world -> call.lost(world));
    };
  }

  /** Asks, is held up until its hold has ended, and settles twice. */
  private static Function<World, List<Step>> outlived(String forecast, String cost) {
    return made -> {
      Caught call = made.call(forecast);
      return List.of(
          world -> call.admit(world, Caller.GOES_ON),
          world -> world.bench.clock.pass(HoldBook.HOLD),
          world -> call.settle(world, cost),
          world -> call.settle(world, cost));
    };
  }

  /** Time goes by. */
  private static List<Step> passing(World made) {
    made.bench.clock.pass(Duration.ofSeconds(1));
    return List.of(
        world -> world.bench.clock.pass(HoldBook.HOLD.dividedBy(2)),
        world -> world.bench.alarm.ringAll());
  }

  private static int explore(
      Function<BudgetBench, List<Function<World, List<Step>>>> threads,
      List<Integer> lengths,
      int budgets) {
    List<List<Integer>> orders = new ArrayList<>();
    order(new ArrayList<>(lengths), new ArrayList<>(), orders);
    for (List<Integer> order : orders) {
      World world = new World(budgets, order.toString());
      List<List<Step>> steps =
          threads.apply(world.bench).stream().map(thread -> thread.apply(world)).toList();
      int[] next = new int[lengths.size()];
      for (int thread : order) {
        steps.get(thread).get(next[thread]++).run(world);
        world.check();
      }
      world.finish();
    }
    return orders.size();
  }

  private static void order(List<Integer> left, List<Integer> sofar, List<List<Integer>> all) {
    boolean done = true;
    for (int thread = 0; thread < left.size(); thread++) {
      if (left.get(thread) > 0) {
        done = false;
        left.set(thread, left.get(thread) - 1);
        sofar.add(thread);
        order(left, sofar, all);
        sofar.remove(sofar.size() - 1);
        left.set(thread, left.get(thread) + 1);
      }
    }
    if (done) {
      all.add(List.copyOf(sofar));
    }
  }

  /** Some budgets of a dollar, and the calls over all of them. */
  private static final class World {
    private static final BigDecimal CAP = BigDecimal.ONE;

    private final BudgetBench bench = new BudgetBench();
    private final List<Account> accounts = new ArrayList<>();
    private final List<Caught> calls = new ArrayList<>();
    private final String order;

    World(int budgets, String order) {
      this.order = order;
      for (int i = 0; i < budgets; i++) {
        accounts.add(new Account(BudgetBench.daily("1"), "b" + i));
      }
    }

    Caught call(String forecast) {
      BigDecimal amount = new BigDecimal(forecast);
      Caught call =
          new Caught(
              accounts.stream()
                  .map(
                      account ->
                          new Claim(account, new Demand(amount, BigDecimal.ZERO, true, false)))
                  .toList());
      calls.add(call);
      return call;
    }

    void check() {
      for (Account account : accounts) {
        BudgetSnapshot now = bench.holds.with(account, known -> known.snapshot(null));
        BigDecimal held = BigDecimal.ZERO;
        BigDecimal spent = BigDecimal.ZERO;
        int holding = 0;
        for (Caught call : calls) {
          Claim claim = call.claims.get(accounts.indexOf(account));
          held = held.add(claim.held());
          holding += call.ticket.state() == Ticket.State.HELD ? 1 : 0;
          spent = spent.add(call.spent);
          assertThat(claim.held().signum() == 0 || call.ticket.state() == Ticket.State.HELD)
              .as("%s: only what is in flight holds", order)
              .isTrue();
        }
        assertThat(now.reserved()).as(order).isEqualByComparingTo(held);
        assertThat(now.holds()).as(order).isEqualTo(holding);
        assertThat(now.spent()).as(order).isEqualByComparingTo(spent);
        if (calls.stream().anyMatch(Caught::letGo)) {
          assertThat(now.spent().add(now.reserved()))
              .as("%s: no hold is given beyond the cap", order)
              .isLessThanOrEqualTo(CAP);
        }
        assertThat(now.waiting() > 0 && now.reserved().signum() == 0)
            .as("%s: nobody waits for nothing", order)
            .isFalse();
      }
      calls.forEach(Caught::seen);
    }

    /** Whatever the order was, in the end all is free and everybody has been answered. */
    void finish() {
      bench.alarm.ringAll();
      calls.forEach(call -> call.withdraw(this));
      check();
      for (Caught call : calls) {
        assertThat(call.answers()).as("%s: answered once", order).isEqualTo(1);
      }
      accounts.forEach(
          account -> {
            BudgetSnapshot end = bench.holds.with(account, known -> known.snapshot(null));
            assertThat(end.reserved()).as(order).isZero();
            assertThat(end.waiting()).as(order).isZero();
          });
    }
  }

  /** One call. */
  private static final class Caught {
    private final Ticket ticket = new Ticket();
    private final List<Claim> claims;
    private final List<@Nullable Blocked> told = new ArrayList<>();
    private @Nullable CompletableFuture<Void> waiter;
    private boolean answered;
    private BigDecimal spent = BigDecimal.ZERO;
    private boolean settled;
    private boolean held;

    Caught(List<Claim> claims) {
      this.claims = claims;
    }

    void admit(World world, Caller caller) {
      Decision decision = world.bench.holds.admit(ticket, claims, caller);
      CompletableFuture<@Nullable Blocked> waiting = decision.waiting();
      if (waiting == null) {
        answered = true;
        told.add(decision.blocked());
      } else {
        waiter =
            waiting.thenAccept(
                blocked -> {
                  answered = true;
                  told.add(blocked);
                });
      }
    }

    /** Whether the step just gone gave it a hold. */
    boolean letGo() {
      return !held && ticket.state() == Ticket.State.HELD;
    }

    void seen() {
      held = ticket.state() == Ticket.State.HELD;
    }

    int answers() {
      return waiter == null || waiter.isDone() ? told.size() : 0;
    }

    /** Only a call that was let go can come to an end. */
    void settle(World world, String cost) {
      if (answered && told.get(0) == null && !settled) {
        settled = true;
        spent = new BigDecimal(cost);
      }
      if (answered && told.get(0) == null) {
        world.bench.holds.settle(ticket, claim -> new BigDecimal(cost));
      }
    }

    void withdraw(World world) {
      world.bench.holds.withdraw(ticket);
    }

    void lost(World world) {
      world.bench.holds.lost(ticket, claim -> claim.demand().amount());
    }
  }
}
