// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache;

/**
 * Tells whether what was read of a body is one whole JSON object or array. SDKs that parse while
 * they read stop at its last bracket, without asking for the end of the body.
 */
final class WholeJson {
  private WholeJson() {}

  /** Whether the first bracket is closed, and nothing but white space is around. */
  static boolean is(byte[] bytes) {
    int depth = 0;
    boolean text = false;
    for (int at = 0; at < bytes.length; at++) {
      byte here = bytes[at];
      if (text) {
        if (here == '\\') {
          at++;
        } else if (here == '"') {
          text = false;
        }
      } else if (here == '{' || here == '[') {
        depth++;
      } else if (here == '}' || here == ']') {
        depth--;
        if (depth == 0) {
          return isBlank(bytes, at + 1);
        }
      } else if (depth == 0 && !isSpace(here)) {
        return false;
      } else {
        text = here == '"';
      }
    }
    return false;
  }

  private static boolean isBlank(byte[] bytes, int from) {
    for (int at = from; at < bytes.length; at++) {
      if (!isSpace(bytes[at])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSpace(byte here) {
    return here == ' ' || here == '\n' || here == '\r' || here == '\t';
  }
}
