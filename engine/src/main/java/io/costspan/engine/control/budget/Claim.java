// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.math.BigDecimal;

/** What one call wants of one budget. What is held of it is guarded by the hold book's lock. */
final class Claim {
  private final Account account;
  private final Demand demand;
  private BigDecimal held = BigDecimal.ZERO;

  Claim(Account account, Demand demand) {
    this.account = account;
    this.demand = demand;
  }

  Account account() {
    return account;
  }

  Demand demand() {
    return demand;
  }

  BigDecimal held() {
    return held;
  }

  void hold(BigDecimal amount) {
    held = amount;
  }
}
