// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.testing.client;

/** Which of the client's two kinds of call is made. */
public enum CallMode {
  /** The calling thread waits. */
  SYNC,
  /** The client calls back, or completes a future. */
  ASYNC
}
