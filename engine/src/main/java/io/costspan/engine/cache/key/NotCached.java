// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.key;

import java.util.Locale;

/** Why a call that a rule matches is neither answered from the cache nor kept for the next. */
public enum NotCached {
  /** The caller asked for it. */
  BYPASS,
  /** Its body could not be read before it was sent, or is no text at all. */
  BODY,
  /** No credential can be seen, so nobody can tell whose answer it would be. */
  NO_CREDENTIAL,
  /** The provider remembers a conversation: the same request means something else next time. */
  STATEFUL,
  /** The rule asks for {@code temperature: 0}. */
  TEMPERATURE,
  /** The answer is fetched later, by another exchange. */
  BACKGROUND,
  /** The answer is no 2xx, or says of an error. */
  FAILED,
  /** The answer was not read, or not said, to its end. */
  INCOMPLETE,
  /**
   * It does not say that it is done: cut off by a length, filtered, paused, or no reason at all.
   */
  UNFINISHED,
  /** The model refused. */
  REFUSED,
  /** It calls tools, and the rule does not allow that. */
  TOOLS,
  /** It is longer than the rule allows, or than there is room to record. */
  TOO_LARGE,
  /** Answers like it were taken out while it was on its way. */
  INVALIDATED;

  /** A short word for metrics and listings, in lower case with dashes. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
