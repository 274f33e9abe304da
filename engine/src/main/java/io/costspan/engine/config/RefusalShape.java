// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/** What the caller of a refused call gets. */
public enum RefusalShape {
  /** An answer with an error in the provider's own shape. */
  ANSWER,
  /** An {@code IOException}. */
  EXCEPTION
}
