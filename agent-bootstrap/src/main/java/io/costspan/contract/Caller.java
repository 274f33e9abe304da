// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract;

/** Who makes a call, as far as it matters to whether it may be put off. */
public enum Caller {
  /** A thread that waits for the answer anyway. */
  WAITS,
  /** Somebody who goes on with other things, and a pool or a dispatcher that carries the call. */
  GOES_ON
}
