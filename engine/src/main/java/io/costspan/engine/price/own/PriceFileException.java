// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.price.own;

/** A price file that cannot be taken: which line, which model and key, what is expected. */
public final class PriceFileException extends Exception {
  private static final long serialVersionUID = 1L;

  PriceFileException(String message) {
    super(message);
  }

  static PriceFileException at(int line, String message) {
    return new PriceFileException("line " + line + ": " + message);
  }
}
