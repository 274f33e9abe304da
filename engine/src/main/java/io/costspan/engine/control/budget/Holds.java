// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What is held of one account for calls in flight. Guarded by the hold book's lock. */
final class Holds {
  private BigDecimal reserved = BigDecimal.ZERO;
  private @Nullable Claim shrunk;
  private int count;

  /** How a call stands to what is left. */
  enum Fit {
    /** There is room for it. */
    FITS,
    /** There would be, were it not for what is held for others. */
    HELD_UP,
    /** There is none. */
    TOO_MUCH
  }

  /** All that is held, in the budget's unit. */
  BigDecimal reserved() {
    return reserved;
  }

  /** Calls it is held for. */
  int count() {
    return count;
  }

  /**
   * Whether a call may go that would stay below the cap, or whose estimate can be cut to what is
   * left below it, lest a small budget starve. That is done for one call at a time, so that no more
   * than one call's cost can pass the cap on account of it, and only down to what is sure of a
   * call.
   *
   * @param unspent what is not spent of the cap
   */
  Fit fit(Demand demand, BigDecimal unspent) {
    BigDecimal left = unspent.subtract(reserved);
    if (left.signum() > 0 && (demand.amount().compareTo(left) <= 0 || shrinks(demand, left))) {
      return Fit.FITS;
    }
    boolean passing = reserved.signum() > 0 && unspent.signum() > 0 && covers(unspent, demand);
    return passing ? Fit.HELD_UP : Fit.TOO_MUCH;
  }

  private boolean shrinks(Demand demand, BigDecimal left) {
    return shrunk == null && covers(left, demand);
  }

  private static boolean covers(BigDecimal room, Demand demand) {
    return demand.sure().compareTo(room) <= 0;
  }

  /**
   * Holds what a claim wants, or what is left. The claim fits.
   *
   * @param unspent what is not spent of the cap; {@code null} when there is none
   * @return whether the like of it would not fit beside that
   */
  boolean hold(Claim claim, @Nullable BigDecimal unspent) {
    BigDecimal amount = claim.demand().amount();
    BigDecimal left = unspent == null ? amount : unspent.subtract(reserved);
    if (amount.compareTo(left) > 0) {
      shrunk = claim;
      amount = left;
    }
    claim.hold(amount);
    reserved = reserved.add(amount);
    count++;
    return unspent != null && left.subtract(amount).compareTo(claim.demand().amount()) < 0;
  }

  /** Gives back what a claim holds. */
  void release(Claim claim) {
    reserved = reserved.subtract(claim.held());
    claim.hold(BigDecimal.ZERO);
    count--;
    if (shrunk == claim) {
      shrunk = null;
    }
  }
}
