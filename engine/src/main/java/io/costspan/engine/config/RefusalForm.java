// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/** What a call ends in that is refused. */
public enum RefusalForm {
  /** An error answer in the provider's own shape. */
  ANSWER,
  /** An {@link java.io.IOException} from the HTTP client. */
  EXCEPTION
}
