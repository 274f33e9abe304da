// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.rule;

import io.costspan.log.AgentLog;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * That a rule could not decide about a call, which went on without it: the first time, which is
 * said, until the rule is read again. Thread-safe.
 */
public final class RuleFault {
  private final String kind;
  private final AtomicReference<@Nullable String> first = new AtomicReference<>();

  /**
   * @param kind of rule, in the words of the settings
   */
  public RuleFault(String kind) {
    this.kind = kind;
  }

  /** Notes that a call went on without the rule. */
  public void note(String rule, Throwable fault) {
    String why = "it could not decide about a call, which went on without it: " + fault;
    if (first.compareAndSet(null, why)) {
      AgentLog.warn(kind + " '" + rule + "' does not hold everything: " + why);
    }
  }

  /** The rule was read again. */
  public void clear() {
    first.set(null);
  }

  /** Why the rule does not hold everything; {@code null} when it does. */
  public @Nullable String why() {
    return first.get();
  }
}
