// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import io.costspan.engine.passage.ControlOrder;
import io.costspan.engine.passage.Subject;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Told what was spent that no hold of this JVM stood for: before its budgets began, and by the
 * host's other processes. Thread-safe.
 */
public interface HostReport {
  /**
   * One call that was sent.
   *
   * @param at when it was spent
   * @param usd what it cost; {@code null} where nobody knows
   * @param tokens of input and of output together; {@code null} where nobody knows
   */
  void spentElsewhere(Instant at, Subject subject, @Nullable BigDecimal usd, @Nullable Long tokens);

  /**
   * An order given to another process, or before the budgets began. A reset makes nothing of what
   * has been told, and of what is told later and was spent before it.
   */
  void ordered(ControlOrder order);

  /**
   * Whether a call of this JVM has been counted here already, and need not be told. Asked once for
   * a call, and before {@link #ownRead} only.
   *
   * @param id of the call in the ledger
   */
  boolean counted(String id);

  /** Nothing of what this JVM wrote itself is told from here on. */
  void ownRead();

  /** What was spent is not known, or no longer wholly. */
  void degraded(String reason);

  /** What was spent is known, and is told from here on as it happens. */
  void known();

  /** Whether nobody wants to be told any longer. */
  boolean over();
}
