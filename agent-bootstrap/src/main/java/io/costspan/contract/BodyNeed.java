// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract;

/** How an open call wants to see the request body. */
public enum BodyNeed {
  /** Not at all. */
  NONE,
  /** As it is sent: the glue tees the client's own writes into {@link Call#requestTap()}. */
  WHILE_SENDING,
  /**
   * As {@link #BEFORE_SENDING} where the client has the body at hand, {@link #WHILE_SENDING}
   * otherwise: it would be good to know, and is not worth making the call in another way than
   * without us.
   */
  IF_AT_HAND,
  /**
   * Before it is sent, because the verdict depends on it. The glue collects the body when it can do
   * so without changing what the application observes (repeatable, or replaced by the very bytes
   * read) and it is no longer than {@link Call#bodyLimit()}; else it passes {@code null} to {@link
   * Call#admit} and tees while sending.
   */
  BEFORE_SENDING
}
