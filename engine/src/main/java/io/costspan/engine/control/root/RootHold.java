// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.root;

import java.math.BigDecimal;

/** What is reserved for one call of a trace. Guarded by the lock of the accounts. */
final class RootHold {
  private final TraceAccount account;
  private final BigDecimal held;
  private final BigDecimal wanted;
  private boolean ended;

  /**
   * @param held what is reserved
   * @param wanted what the call may come to
   */
  RootHold(TraceAccount account, BigDecimal held, BigDecimal wanted) {
    this.account = account;
    this.held = held;
    this.wanted = wanted;
  }

  TraceAccount account() {
    return account;
  }

  BigDecimal wanted() {
    return wanted;
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
