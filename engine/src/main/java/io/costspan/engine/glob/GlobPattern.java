// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.glob;

/**
 * A {@link Glob} that is asked often: most patterns are a whole name or its beginning, which is
 * quicker to tell. Immutable; allocates nothing when asked.
 */
public final class GlobPattern {
  private final String text;
  private final boolean anyCase;

  /** Length of the name's beginning, where nothing but that is asked for; else -1. */
  private final int beginning;

  private final boolean whole;

  /**
   * Takes a pattern apart.
   *
   * @param anyCase whether upper and lower case are one
   */
  public GlobPattern(String text, boolean anyCase) {
    int star = text.indexOf('*');
    this.text = text;
    this.anyCase = anyCase;
    this.whole = star < 0;
    this.beginning = star >= 0 && star == text.length() - 1 ? star : -1;
  }

  /** Whether a name is one that the pattern means. */
  public boolean matches(String name) {
    if (whole) {
      return anyCase ? text.equalsIgnoreCase(name) : text.equals(name);
    }
    if (beginning >= 0) {
      return name.regionMatches(anyCase, 0, text, 0, beginning);
    }
    return anyCase ? Glob.matchesAnyCase(text, name) : Glob.matches(text, name);
  }
}
