// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.glob;

/** A name in which {@code *} stands for any rest, anywhere. */
public final class Glob {
  private Glob() {}

  /** Whether a name is one the pattern means; case counts. */
  public static boolean matches(String pattern, String name) {
    return matches(pattern, name, false);
  }

  /** The same, where upper and lower case are one. */
  public static boolean matchesAnyCase(String pattern, String name) {
    return matches(pattern, name, true);
  }

  /** Takes no recursion, no regex, and allocates nothing. */
  private static boolean matches(String pattern, String name, boolean anyCase) {
    int p = 0;
    int n = 0;
    int star = -1;
    int retry = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        retry = n;
      } else if (p < pattern.length() && same(pattern.charAt(p), name.charAt(n), anyCase)) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static boolean same(char a, char b, boolean anyCase) {
    return a == b || (anyCase && Character.toLowerCase(a) == Character.toLowerCase(b));
  }
}
