// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console;

/** Something the user can mend; its message is the whole of what is shown. */
final class ConsoleException extends Exception {
  private static final long serialVersionUID = 1L;

  ConsoleException(String message) {
    super(message);
  }
}
