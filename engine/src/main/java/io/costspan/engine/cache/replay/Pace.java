// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.replay;

/** How fast a stored answer is played. */
public enum Pace {
  /** As fast as it is read. */
  INSTANT,
  /** Each piece as long after the head as it came the first time. */
  RECORDED
}
