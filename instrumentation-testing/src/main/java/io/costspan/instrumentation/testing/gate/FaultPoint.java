// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.gate;

/** Where a {@link ThrowingGate} throws. */
public enum FaultPoint {
  /** Opening a call. */
  OPEN,
  /** Opening a call, after reading a header. */
  OPEN_AFTER_HEADER,
  /** Being asked how the body is wanted. */
  BODY_NEED,
  /** Being asked for the longest body. */
  BODY_LIMIT,
  /** Deciding. */
  ADMIT,
  /** Deciding later, by a stage that fails. */
  LATER,
  /** The first piece of a local answer. */
  ANSWER_START,
  /** The tap for the request's body. */
  REQUEST_TAP,
  /** Bytes of the request's body. */
  REQUEST_DATA,
  /** The end of the request's body. */
  REQUEST_END,
  /** The answer's head. */
  RESPOND,
  /** Bytes of the answer. */
  DATA,
  /** The end of the answer. */
  END,
  /** Changing the answer. */
  FILTER,
  /** Ending a changed answer. */
  FILTER_FINISH,
  /** An answer not read to its end. */
  ABORT,
  /** An answer that does not come. */
  FAIL
}
