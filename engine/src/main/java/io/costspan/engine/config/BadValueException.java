// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

/** A text is no value of its type. Carries no stack: it is answered a few lines above. */
final class BadValueException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, beyond "not accepted"; may be empty
   */
  BadValueException(String message) {
    super(message, null, false, false);
  }
}
