// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.root;

import java.math.BigDecimal;

/** What was spent under one trace. Guarded by the lock of its accounts. */
final class TraceAccount {
  private BigDecimal spent = BigDecimal.ZERO;
  private BigDecimal reserved = BigDecimal.ZERO;
  private BigDecimal dearest = BigDecimal.ZERO;
  long lastUsed;

  BigDecimal spent() {
    return spent;
  }

  BigDecimal reserved() {
    return reserved;
  }

  /** The dearest call so far; what one may come to of which nothing is known. */
  BigDecimal dearest() {
    return dearest;
  }

  void reserve(BigDecimal used) {
    reserved = reserved.add(used);
  }

  void giveBack(BigDecimal held) {
    reserved = reserved.subtract(held);
  }

  void spend(BigDecimal used) {
    spent = spent.add(used);
    dearest = dearest.max(used);
  }
}
