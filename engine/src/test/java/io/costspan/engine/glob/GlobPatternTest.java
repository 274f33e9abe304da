// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.glob;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GlobPatternTest {
  private static final String[] PATTERNS = {
    "", "*", "**", "a", "A", "a*", "a**", "*a", "a*b", "*a*", "ab*ab", "gpt-4*", "GPT-4*"
  };
  private static final String[] NAMES = {
    "", "a", "A", "ab", "aB", "ba", "abab", "abxab", "gpt-4", "gpt-4o", "Gpt-4O", "gpt-3", "a*"
  };

  @Test
  void saysWhatTheGlobSays() {
    for (String pattern : PATTERNS) {
      for (String name : NAMES) {
        assertThat(new GlobPattern(pattern, false).matches(name))
            .as("%s of %s", pattern, name)
            .isEqualTo(Glob.matches(pattern, name));
        assertThat(new GlobPattern(pattern, true).matches(name))
            .as("%s of %s in any case", pattern, name)
            .isEqualTo(Glob.matchesAnyCase(pattern, name));
      }
    }
  }
}
