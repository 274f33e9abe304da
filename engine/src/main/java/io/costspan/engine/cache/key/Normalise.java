// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.key;

import java.util.Locale;
import java.util.Set;

/** What does not matter in the last text of the user, where a rule says so. */
public enum Normalise {
  /** White space before and after. */
  TRIM,
  /** Upper and lower case. */
  CASE,
  /** How much white space, and which, is between words. */
  SPACE;

  /** The text without what does not matter. */
  static String apply(Set<Normalise> what, String text) {
    String same = what.contains(TRIM) ? text.strip() : text;
    same = what.contains(SPACE) ? same.replaceAll("(?U)\\s+", " ") : same;
    return what.contains(CASE) ? same.toLowerCase(Locale.ROOT) : same;
  }
}
