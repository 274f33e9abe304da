// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire.dialect;

import org.jspecify.annotations.Nullable;

/**
 * The error that a body reports, as its shortest name: the code, else the type, else the numeric
 * status. Never the message, which may quote the prompt. Not thread-safe.
 */
final class ProviderError {
  private boolean seen;
  private @Nullable String code;
  private @Nullable String type;
  private @Nullable String number;

  /** There is an error. */
  void seen() {
    seen = true;
  }

  void code(String said) {
    seen = true;
    code = said.isEmpty() ? code : said;
  }

  void type(String said) {
    seen = true;
    type = said.isEmpty() ? type : said;
  }

  void number(long said) {
    seen = true;
    number = Long.toString(said);
  }

  /**
   * The name; {@code error} when there is an error without one; {@code null} when there is none.
   */
  @Nullable String code() {
    if (code != null) {
      return code;
    }
    if (type != null) {
      return type;
    }
    return number != null ? number : seen ? "error" : null;
  }
}
