// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.passage.ControlOrder;
import io.costspan.engine.passage.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One budget by name: its rule, which may be read again, and an account for each value of what it
 * counts on its own. Thread-safe; the accounts are guarded by the hold book's lock.
 */
final class Budget {
  /** As many as a rule tells apart, and the few that stand for the others. */
  private static final int MOST_ACCOUNTS = 10_010;

  private static final int MOST_FAULTS = 20;

  /** A call that begins so long after a budget has met it, however slow its thread is. */
  private static final Duration SURE = Duration.ofMinutes(1);

  /** The value that all values beyond the bound share. */
  private static final String OTHER = "(other)";

  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private final Set<String> faults = ConcurrentHashMap.newKeySet();
  private final Map<Standing, ControlOrder> standing = new ConcurrentHashMap<>();
  private final ReadBack readBack;
  private final Clock clock;
  private final Instant began;
  private volatile BudgetRule rule;
  private volatile Instant orderedAt = Instant.EPOCH;

  /**
   * Begins now, with nothing spent.
   *
   * @param readBack tells it what was
   */
  Budget(BudgetRule rule, ReadBack readBack, Clock clock) {
    this.rule = rule;
    this.readBack = readBack;
    this.clock = clock;
    this.began = clock.instant();
  }

  /** Which order stands for a value, or for all of them where it is {@code null}. */
  private record Standing(@Nullable String scope, ControlOrder.What what) {
    /** A pause and its end are one kind: the later of the two stands. */
    static Standing of(@Nullable String scope, ControlOrder.What what) {
      return new Standing(scope, what == ControlOrder.What.RESUME ? ControlOrder.What.PAUSE : what);
    }
  }

  BudgetRule rule() {
    return rule;
  }

  /** What the host has spent for it. */
  ReadBack readBack() {
    return readBack;
  }

  /** Whether a call of this JVM that began then may have passed it by. */
  boolean mayHaveMissed(Instant start) {
    return start.isBefore(began.plus(SURE));
  }

  /** Is ordered what one of the same name was, as far as it counts the same values. */
  void succeed(Budget earlier) {
    orderedAt = earlier.orderedAt;
    boolean alike = rule.splitsAs(earlier.rule);
    earlier.standing.forEach(
        (which, order) -> {
          if ((which.scope == null || alike) && rule.follows(order)) {
            standing.put(which, order);
          }
        });
  }

  /** Goes on by another rule that counts the same. */
  void follow(BudgetRule other, HoldBook book) {
    rule = other;
    faults.clear();
    accounts
        .values()
        .forEach(
            account ->
                book.with(
                    account,
                    known -> {
                      known.follow(other);
                      return known;
                    }));
  }

  /** Where a call is counted. */
  Account account(Subject subject) {
    String value = rule.each().apply(subject);
    Account known = accounts.get(value);
    if (known != null) {
      return known;
    }
    String bounded = accounts.size() < MOST_ACCOUNTS ? value : OTHER;
    return open(bounded);
  }

  /** The account of a value, which begins as all of them were ordered to. */
  Account open(String scope) {
    return accounts.computeIfAbsent(
        scope,
        fresh -> {
          Account account = new Account(rule, fresh, readBack::unknown);
          account.roll(clock.instant());
          ordered(account, null);
          ordered(account, fresh);
          return account;
        });
  }

  private void ordered(Account account, @Nullable String scope) {
    for (ControlOrder.What what : ControlOrder.What.values()) {
      ControlOrder order = standing.get(new Standing(scope, what));
      if (order != null) {
        account.ordered(order);
      }
    }
  }

  /**
   * Does what an order says, of one value or of all, those to come among them. One that is told
   * again is no other; one that was given to a budget of this name that counted in another unit, or
   * other values, is none for this.
   */
  synchronized void ordered(ControlOrder order, HoldBook book) {
    orderedAt = orderedAt.isBefore(order.at()) ? order.at() : orderedAt;
    if (!rule.follows(order)) {
      return;
    }
    String scope = order.scope();
    String named = scope == null || accounts.size() < MOST_ACCOUNTS ? scope : OTHER;
    Standing which = Standing.of(named, order.what());
    if (order.equals(standing.get(which))) {
      return;
    }
    standing.merge(which, order, Budget::later);
    List<Account> meant = named == null ? List.copyOf(accounts.values()) : List.of(open(named));
    for (Account account : meant) {
      book.with(
          account,
          known -> {
            known.ordered(order);
            return known;
          });
    }
  }

  private static ControlOrder later(ControlOrder known, ControlOrder other) {
    return other.at().isBefore(known.at()) ? known : other;
  }

  /** The time of an order that is given now: also of a clock put back, it is no earlier one. */
  Instant orderTime(Instant now) {
    Instant known = orderedAt;
    return now.isBefore(known) ? known : now;
  }

  /** The accounts of one value, or of all when it is {@code null}. */
  List<Account> accounts(@Nullable String scope) {
    if (scope == null) {
      return List.copyOf(accounts.values());
    }
    Account known = accounts.get(scope);
    return known == null ? List.of() : List.of(known);
  }

  /** Notes why it cannot hold what it promises; whether that is news. */
  boolean fault(String why) {
    return faults.size() < MOST_FAULTS && faults.add(why);
  }

  /** Why it cannot hold what it promises; {@code null} when it can. */
  @Nullable String faults() {
    return faults.isEmpty() ? null : String.join("; ", faults);
  }
}
