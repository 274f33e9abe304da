// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.passage.Subject;
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
  private volatile BudgetRule rule;

  Budget(BudgetRule rule) {
    this.rule = rule;
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
    return accounts.computeIfAbsent(bounded, fresh -> new Account(rule, fresh));
  }

  /** The accounts of one value, or of all when it is {@code null}. */
  List<Account> accounts(@Nullable String scope) {
    if (scope == null) {
      return List.copyOf(accounts.values());
    }
    Account known = accounts.get(scope);
    return known == null ? List.of() : List.of(known);
  }

  /** Has an account of all calls together, so that it shows before the first one comes. */
  void open(String scope) {
    accounts.computeIfAbsent(scope, fresh -> new Account(rule, fresh));
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
