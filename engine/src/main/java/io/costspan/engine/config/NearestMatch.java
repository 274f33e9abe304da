// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the word that a misspelt one probably meant. */
public final class NearestMatch {
  private static final int MOST_EDITS = 3;

  private NearestMatch() {}

  /** The candidate nearest to {@code word}; {@code null} when none is near. */
  public static @Nullable String of(String word, Collection<String> candidates) {
    String best = null;
    // a short word is allowed fewer edits, else any other short word would be near
    int bestDistance = Math.min(MOST_EDITS, word.length() / 3 + 1) + 1;
    for (String candidate : candidates) {
      int distance = distance(word, candidate);
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best != null ? best : byEnd(word, candidates);
  }

  /** The one whose beginning or end the word is, or that begins or ends the word. */
  private static @Nullable String byEnd(String word, Collection<String> candidates) {
    if (word.length() < 3) {
      return null;
    }
    for (String candidate : candidates) {
      if (candidate.startsWith(word)
          || candidate.endsWith(word)
          || word.startsWith(candidate)
          || word.endsWith(candidate)) {
        return candidate;
      }
    }
    return null;
  }

  /** Levenshtein's distance: insertions, deletions and replacements of one character. */
  static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
