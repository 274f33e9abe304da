// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

/** How a call ended. */
public enum Outcome {
  /** The answer was read to its end. */
  COMPLETE,
  /** The application closed or cancelled the answer before its end. */
  CANCELLED,
  /** The transport failed, before or during the answer. */
  FAILED,
  /** The application never read the answer. */
  UNREAD,
  /** The provider answers later; what it costs comes with the answer, in a record of the group. */
  PENDING,
  /** The application gave it up while it was put off; nothing was sent. */
  WITHDRAWN,
  /** Answered locally; nothing was sent. */
  ANSWERED,
  /** Refused; nothing was sent. */
  REFUSED;

  /** Whether what the answer says was used is all there is to say. */
  public boolean whole() {
    return this == COMPLETE || this == ANSWERED;
  }

  /** Whether the request left, or was to. */
  public boolean sent() {
    return this != ANSWERED && this != REFUSED && this != WITHDRAWN;
  }
}
