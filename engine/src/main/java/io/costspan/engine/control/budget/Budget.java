// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.passage.ControlOrder;
import io.costspan.engine.passage.Subject;
import java.time.Clock;
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

  /** The value that all values beyond the bound share. */
  private static final String OTHER = "(other)";

  private final Map<String, Account> accounts = new ConcurrentHashMap<>();
  private final Set<String> faults = ConcurrentHashMap.newKeySet();
  private final Map<ControlOrder.What, ControlOrder> standing = new ConcurrentHashMap<>();
  private final Clock clock;
  private volatile BudgetRule rule;
  private volatile Instant orderedAt = Instant.EPOCH;

  Budget(BudgetRule rule, Clock clock) {
    this.rule = rule;
    this.clock = clock;
  }

  BudgetRule rule() {
    return rule;
  }

  /** Goes on by another rule of the same name. */
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
          Account account = new Account(rule, fresh);
          account.roll(clock.instant());
          standing.values().forEach(account::ordered);
          return account;
        });
  }

  /** Does what an order says, of one value or of all, those to come among them. */
  synchronized void ordered(ControlOrder order, HoldBook book) {
    orderedAt = orderedAt.isBefore(order.at()) ? order.at() : orderedAt;
    String scope = order.scope();
    List<Account> meant;
    if (scope != null) {
      meant = List.of(accounts.size() < MOST_ACCOUNTS ? open(scope) : open(OTHER));
    } else {
      standing.merge(kind(order), order, Budget::later);
      meant = List.copyOf(accounts.values());
    }
    for (Account account : meant) {
      book.with(
          account,
          known -> {
            known.ordered(order);
            return known;
          });
    }
  }

  /** A pause and its end are one kind: the later of the two stands. */
  private static ControlOrder.What kind(ControlOrder order) {
    return order.what() == ControlOrder.What.RESUME ? ControlOrder.What.PAUSE : order.what();
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
