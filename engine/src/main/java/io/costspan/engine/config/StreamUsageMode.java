// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/** Whose streams are asked for their usage where the application did not. */
public enum StreamUsageMode {
  /** Those of which it is known that the application cannot tell. */
  AUTO,
  /** Those of every OpenAI-style host that does not state usage anyway. */
  ALWAYS,
  /** None. */
  NEVER
}
