// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/** What a setting that cannot be understood leads to. */
public enum ConfigErrorPolicy {
  /** The agent says so and only observes, with defaults in place of what it could not read. */
  OBSERVE,
  /** The agent refuses to start. */
  FAIL
}
