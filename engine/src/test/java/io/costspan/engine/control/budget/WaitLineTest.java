// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WaitLineTest {
  private static final Demand ONE = new Demand(BigDecimal.ONE, BigDecimal.ZERO, true, false);

  private static Ticket over(List<Account> accounts) {
    Ticket ticket = new Ticket();
    ticket.wants(accounts.stream().map(account -> new Claim(account, ONE)).toList());
    return ticket;
  }

  private static List<Account> accounts(int count) {
    List<Account> accounts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      accounts.add(new Account(BudgetBench.daily("1"), "b" + i));
    }
    return accounts;
  }

  @Test
  void aChangeOfOneAccountTriesNobodyWhoWaitsForOthers() {
    List<Account> accounts = accounts(200);
    WaitLine line = new WaitLine(2_000);
    for (int i = 0; i < 2_000; i++) {
      line.join(over(List.of(accounts.get(i % 200))));
    }
    line.serve(ticket -> false);
    assertThat(line.full()).isTrue();

    for (Account account : accounts) {
      List<Ticket> tried = new ArrayList<>();
      line.changed(account);
      line.serve(
          ticket -> {
            tried.add(ticket);
            return tried.size() <= 3;
          });
      assertThat(tried).as("three who go, and the one behind them").hasSize(4);
      assertThat(tried).allMatch(ticket -> ticket.claims().get(0).account() == account);
    }
    line.serve(
        ticket -> {
          throw new AssertionError("nothing has changed");
        });
  }

  @Test
  void whoStandsInSeveralLinesGoesWhenItsTurnHasComeInAll() {
    List<Account> accounts = accounts(2);
    WaitLine line = new WaitLine(10);
    Ticket left = over(accounts.subList(0, 1));
    Ticket both = over(accounts);
    Ticket right = over(accounts.subList(1, 2));
    List.of(left, both, right).forEach(line::join);
    line.serve(ticket -> false);
    List<Ticket> gone = new ArrayList<>();

    line.changed(accounts.get(1));
    line.serve(gone::add);
    assertThat(gone).as("what is first on the right is second on the left").isEmpty();

    line.changed(accounts.get(0));
    line.serve(gone::add);
    assertThat(gone).containsExactly(left, both, right);
    assertThat(accounts).noneMatch(Account::awaited);
  }

  @Test
  void whoLeavesLetsThoseBehindItTry() {
    List<Account> accounts = accounts(1);
    WaitLine line = new WaitLine(10);
    Ticket first = over(accounts);
    Ticket second = over(accounts);
    line.join(first);
    line.join(second);
    line.serve(ticket -> false);
    List<Ticket> gone = new ArrayList<>();

    line.leave(first);
    line.leave(first);
    line.serve(gone::add);

    assertThat(gone).containsExactly(second);
  }

  /**
   * Room for some at each account, and a plain list of all who wait, gone through from the front.
   */
  @Test
  void serveAsGoingThroughAllWhoWaitWould() {
    for (int seed = 0; seed < 2_000; seed++) {
      new Run(seed).go();
    }
  }

  private static final class Run {
    private final Random random;
    private final String name;
    private final List<Account> accounts = accounts(4);
    private final Map<Account, Integer> room = new HashMap<>();
    private final WaitLine line = new WaitLine(100);
    private final List<Ticket> plain = new ArrayList<>();

    Run(int seed) {
      this.random = new Random(seed);
      this.name = "seed " + seed;
      accounts.forEach(account -> room.put(account, 0));
    }

    void go() {
      for (int step = 0; step < 40; step++) {
        switch (random.nextInt(4)) {
          case 0, 1 -> join();
          case 2 -> leave();
          default -> more();
        }
        Set<Ticket> expected = goThrough(new HashMap<>(room));
        Set<Ticket> gone = new HashSet<>();
        line.serve(ticket -> fits(ticket, room) && gone.add(ticket));
        assertThat(gone).as("%s, step %d", name, step).isEqualTo(expected);
        plain.removeAll(gone);
      }
    }

    private void join() {
      List<Account> some = new ArrayList<>(accounts);
      some.removeIf(account -> random.nextInt(3) > 0);
      if (!some.isEmpty()) {
        Ticket ticket = over(some);
        plain.add(ticket);
        line.join(ticket);
        some.forEach(line::changed); // nobody waits here who would have been let go
      }
    }

    private void leave() {
      if (!plain.isEmpty()) {
        line.leave(plain.remove(random.nextInt(plain.size())));
      }
    }

    private void more() {
      Account account = accounts.get(random.nextInt(accounts.size()));
      room.merge(account, 1 + random.nextInt(2), Integer::sum);
      line.changed(account);
    }

    private Set<Ticket> goThrough(Map<Account, Integer> left) {
      Set<Ticket> gone = new HashSet<>();
      Set<Account> stuck = new HashSet<>();
      for (Iterator<Ticket> each = plain.iterator(); each.hasNext(); ) {
        Ticket ticket = each.next();
        List<Account> wanted = ticket.claims().stream().map(Claim::account).toList();
        if (wanted.stream().noneMatch(stuck::contains) && fits(ticket, left)) {
          gone.add(ticket);
        } else {
          stuck.addAll(wanted);
        }
      }
      return gone;
    }

    /** Takes one of each account, or nothing. */
    private static boolean fits(Ticket ticket, Map<Account, Integer> room) {
      boolean fits = ticket.claims().stream().allMatch(claim -> room.get(claim.account()) > 0);
      if (fits) {
        ticket.claims().forEach(claim -> room.merge(claim.account(), -1, Integer::sum));
      }
      return fits;
    }
  }
}
