// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.conformance.loopback;

/** Which recorded headers may be sent: recordings have some that HTTP does not allow. */
public final class HeaderText {
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private HeaderText() {}

  /** Whether name and value may stand in an HTTP/1.1 message. */
  public static boolean isLegal(String name, String value) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> isAlphanumeric(c) || TOKEN_MARKS.indexOf(c) >= 0)
        && value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 127));
  }

  private static boolean isAlphanumeric(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
