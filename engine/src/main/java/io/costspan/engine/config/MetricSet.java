// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/** Which metrics are recorded. */
public enum MetricSet {
  /** Cost, token usage and durations. */
  ALL,
  /** Cost only. */
  COST
}
