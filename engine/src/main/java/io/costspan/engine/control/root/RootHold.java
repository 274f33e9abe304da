// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.root;

import java.math.BigDecimal;

/** What is reserved for one call of a trace. Guarded by the lock of the accounts. */
final class RootHold {
  private final TraceAccount account;
  private final BigDecimal held;
  private final BigDecimal wanted;
  private final boolean all;
  private boolean ended;

  /**
   * @param held what is reserved
   * @param wanted what the call may come to
   * @param all whether nothing is left beside it
   */
  RootHold(TraceAccount account, BigDecimal held, BigDecimal wanted, boolean all) {
    this.account = account;
    this.held = held;
    this.wanted = wanted;
    this.all = all;
  }

  TraceAccount account() {
    return account;
  }

  BigDecimal wanted() {
    return wanted;
  }

  /** Whether it took all that was left. May be asked by any thread. */
  boolean all() {
    return all;
  }

  /** Gives back what is reserved; whether it was until now. */
  boolean end() {
    if (ended) {
      return false;
    }
    ended = true;
    account.giveBack(held);
    return true;
  }
}
