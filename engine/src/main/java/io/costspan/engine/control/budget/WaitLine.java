// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Calls that wait for holds of others, first come first served: one line for each account that is
 * waited for, and a call stands in those of all accounts it wants something of. Only those are
 * tried again whose accounts have changed, so that a change costs the same however many wait for
 * others. Guarded by the hold book's lock.
 */
final class WaitLine {
  private final int most;
  private final Set<Ticket> all = new LinkedHashSet<>();
  private final Map<Account, Set<Ticket>> lines = new LinkedHashMap<>();
  private final Set<Account> changed = new LinkedHashSet<>();

  /**
   * @param most how many may wait
   */
  WaitLine(int most) {
    this.most = most;
  }

  boolean full() {
    return all.size() >= most;
  }

  /** One waits. Who is before it is tried once more: what is asked for here may be there again. */
  void join(Ticket ticket) {
    all.add(ticket);
    for (Claim claim : ticket.claims()) {
      changed(claim.account());
      lines.computeIfAbsent(claim.account(), first -> new LinkedHashSet<>()).add(ticket);
      claim.account().waits(1);
    }
  }

  /** One goes away, who may have been in the way of others. */
  void leave(Ticket ticket) {
    if (all.remove(ticket)) {
      for (Claim claim : ticket.claims()) {
        left(ticket, claim.account());
      }
    }
  }

  private void left(Ticket ticket, Account account) {
    account.waits(-1);
    Set<Ticket> line = lines.get(account);
    if (line != null && line.remove(ticket)) {
      if (line.isEmpty()) {
        lines.remove(account);
      } else {
        changed.add(account);
      }
    }
  }

  /** There may be more, or nothing any more, to be had of an account. */
  void changed(Account account) {
    if (account.awaited()) {
      changed.add(account);
    }
  }

  /** As {@link #changed(Account)}, of all of them. */
  void allChanged() {
    changed.addAll(lines.keySet());
  }

  /**
   * Lets those go whose turn it is. Nobody overtakes another that waits for the same account.
   *
   * @param served tries one; whether it need wait no longer
   */
  void serve(Predicate<Ticket> served) {
    while (!changed.isEmpty()) {
      Iterator<Account> any = changed.iterator();
      Ticket next = first(any.next());
      any.remove();
      if (next != null && isNext(next) && served.test(next)) {
        leave(next); // which has those tried that it stood before
      }
    }
  }

  private @Nullable Ticket first(Account account) {
    Set<Ticket> line = lines.get(account);
    return line == null ? null : line.iterator().next();
  }

  /** Whether nobody is before it in any line. */
  private boolean isNext(Ticket ticket) {
    for (Claim claim : ticket.claims()) {
      if (first(claim.account()) != ticket) {
        return false;
      }
    }
    return true;
  }
}
