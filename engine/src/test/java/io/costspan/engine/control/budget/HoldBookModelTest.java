// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.Caller;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The hold book against a plain account of the same events, kept one after the other. */
class HoldBookModelTest {
  private static final int RUNS = 3_000;
  private static final int STEPS = 60;

  @Test
  void agreesWithAPlainAccountWhateverHappensInWhateverOrder() {
    for (int seed = 0; seed < RUNS; seed++) {
      new Run(seed).go();
    }
  }

  /** What a call is in the plain account. */
  private static final class Plain {
    final Ticket ticket = new Ticket();
    final List<Claim> claims;
    final List<BigDecimal> held = new ArrayList<>();
    boolean holding;
    boolean settled;
    long heldUntil;

    Plain(List<Claim> claims) {
      this.claims = claims;
    }
  }

  private static final class Run {
    private final String name;
    private final Random random;
    private final BudgetBench bench;
    private final List<Account> accounts = new ArrayList<>();
    private final List<BigDecimal> caps = new ArrayList<>();
    private final List<BigDecimal> spent = new ArrayList<>();
    private final List<Plain> calls = new ArrayList<>();
    private long passed;

    Run(int seed) {
      this.name = "seed " + seed;
      this.random = new Random(seed);
      this.bench = new BudgetBench();
      int budgets = 1 + random.nextInt(3);
      for (int i = 0; i < budgets; i++) {
        BigDecimal cap = BigDecimal.valueOf(1 + random.nextInt(100), 2);
        accounts.add(
            new Account(
                BudgetRule.of(
                    "b" + i,
                    BudgetUnit.USD,
                    cap,
                    new RollingPeriod(Duration.ofDays(1000), java.time.ZoneOffset.UTC)),
                ""));
        caps.add(cap);
        spent.add(BigDecimal.ZERO);
      }
    }

    void go() {
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(6)) {
          case 0, 1 -> admit();
          case 2 -> settle(false);
          case 3 -> settle(true);
          case 4 -> withdraw();
          default -> pass();
        }
        check(step);
      }
      while (calls.stream().anyMatch(call -> call.holding)) {
        settle(false);
      }
      accounts.forEach(
          account ->
              assertThat(bench.holds.with(account, known -> known.snapshot(null)).reserved())
                  .as(name)
                  .isZero());
    }

    private void admit() {
      List<Claim> claims = new ArrayList<>();
      List<Integer> which = new ArrayList<>();
      for (int i = 0; i < accounts.size(); i++) {
        if (random.nextInt(3) > 0) {
          BigDecimal amount = BigDecimal.valueOf(random.nextInt(30), 2);
          BigDecimal sure = random.nextBoolean() ? BigDecimal.ZERO : amount;
          claims.add(new Claim(accounts.get(i), new Demand(amount, sure, true, false)));
          which.add(i);
        }
      }
      Plain call = new Plain(claims);
      boolean expected = true;
      for (int k = 0; k < claims.size(); k++) {
        expected &= plainHold(claims.get(k), which.get(k)) != null;
      }
      Decision decision = bench.holds.admit(call.ticket, claims, Caller.GOES_ON);
      assertThat(decision.blocked() == null).as(name).isEqualTo(expected);
      if (expected) {
        for (int k = 0; k < claims.size(); k++) {
          call.held.add(plainHold(claims.get(k), which.get(k)));
        }
        call.holding = true;
        call.heldUntil = passed + HoldBook.HOLD.toMillis();
        calls.add(call);
      }
    }

    /** What would be held of one account; {@code null} when the call may not go. */
    private @Nullable BigDecimal plainHold(Claim claim, int account) {
      BigDecimal left = caps.get(account).subtract(spent.get(account)).subtract(held(account));
      Demand demand = claim.demand();
      if (left.signum() <= 0) {
        return null;
      }
      if (demand.amount().compareTo(left) <= 0) {
        return demand.amount();
      }
      boolean shrinks = !anyShrunk(account) && demand.sure().compareTo(left) <= 0;
      return shrinks ? left : null;
    }

    private boolean anyShrunk(int account) {
      for (Plain call : calls) {
        for (int k = 0; k < call.claims.size(); k++) {
          Claim claim = call.claims.get(k);
          if (call.holding
              && claim.account() == accounts.get(account)
              && call.held.get(k).compareTo(claim.demand().amount()) < 0) {
            return true;
          }
        }
      }
      return false;
    }

    private BigDecimal held(int account) {
      BigDecimal sum = BigDecimal.ZERO;
      for (Plain call : calls) {
        for (int k = 0; k < call.claims.size(); k++) {
          if (call.holding && call.claims.get(k).account() == accounts.get(account)) {
            sum = sum.add(call.held.get(k));
          }
        }
      }
      return sum;
    }

    private void settle(boolean again) {
      if (calls.isEmpty()) {
        return;
      }
      Plain call = calls.get(random.nextInt(calls.size()));
      BigDecimal cost = BigDecimal.valueOf(random.nextInt(30), 2);
      bench.holds.settle(call.ticket, claim -> cost);
      if (again) {
        bench.holds.settle(call.ticket, claim -> cost);
      }
      if (!call.settled) {
        call.settled = true;
        call.holding = false;
        for (Claim claim : call.claims) {
          int account = accounts.indexOf(claim.account());
          spent.set(account, spent.get(account).add(cost));
        }
      }
    }

    private void withdraw() {
      if (!calls.isEmpty()) {
        Plain call = calls.get(random.nextInt(calls.size()));
        bench.holds.withdraw(call.ticket);
        call.holding = false;
      }
    }

    private void pass() {
      long millis = random.nextInt(600_000);
      bench.clock.pass(Duration.ofMillis(millis));
      passed += millis;
      for (Plain call : calls) {
        call.holding &= call.heldUntil > passed;
      }
    }

    private void check(int step) {
      for (int i = 0; i < accounts.size(); i++) {
        BudgetSnapshot now = bench.holds.with(accounts.get(i), known -> known.snapshot(null));
        assertThat(now.spent()).as("%s step %s", name, step).isEqualByComparingTo(spent.get(i));
        assertThat(now.reserved()).as("%s step %s", name, step).isEqualByComparingTo(held(i));
      }
    }
  }
}
