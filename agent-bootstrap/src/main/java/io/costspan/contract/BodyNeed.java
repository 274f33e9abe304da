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
   * Before it is sent, because the verdict depends on it. The glue collects the body when it can do
   * so without changing what the application observes (repeatable, or replaced by the very bytes
   * read) and it is no longer than {@link Call#bodyLimit()}; else it passes {@code null} to {@link
   * Call#admit} and tees while sending.
   */
  BEFORE_SENDING
}
