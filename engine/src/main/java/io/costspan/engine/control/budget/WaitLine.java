// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Calls that wait for holds of others, first come first served. Guarded by the hold book's lock.
 */
final class WaitLine {
  private final int most;
  private final Set<Ticket> line = new LinkedHashSet<>();
  private int awaited;

  /**
   * @param most how many may wait
   */
  WaitLine(int most) {
    this.most = most;
  }

  boolean full() {
    return line.size() >= most;
  }

  void join(Ticket ticket) {
    line.add(ticket);
    for (Claim claim : ticket.claims()) {
      awaited += claim.account().awaited() ? 0 : 1;
      claim.account().waits(1);
    }
  }

  void leave(Ticket ticket) {
    if (line.remove(ticket)) {
      left(ticket);
    }
  }

  private void left(Ticket ticket) {
    for (Claim claim : ticket.claims()) {
      claim.account().waits(-1);
      awaited -= claim.account().awaited() ? 0 : 1;
    }
  }

  /**
   * Lets those go whose turn it is. Nobody overtakes another that waits for the same account.
   *
   * @param served tries one; whether it need wait no longer
   */
  void serve(Predicate<Ticket> served) {
    if (line.isEmpty()) {
      return;
    }
    Set<Account> stuck = Collections.newSetFromMap(new IdentityHashMap<>());
    Iterator<Ticket> each = line.iterator();
    while (stuck.size() < awaited && each.hasNext()) {
      Ticket next = each.next();
      boolean behind = next.claims().stream().anyMatch(claim -> stuck.contains(claim.account()));
      if (!behind && served.test(next)) {
        each.remove();
        left(next);
      } else {
        next.claims().forEach(claim -> stuck.add(claim.account()));
      }
    }
  }
}
