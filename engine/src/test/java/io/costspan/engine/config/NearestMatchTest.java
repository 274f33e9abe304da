// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestMatchTest {
  private static final List<String> KEYS = List.of("ledger.max-age", "ledger.enabled", "home");

  @Test
  void distanceIsLevenshteins() {
    assertThat(NearestMatch.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(NearestMatch.distance("", "abc")).isEqualTo(3);
    assertThat(NearestMatch.distance("abc", "abc")).isZero();
  }

  @Test
  void nearestWithinAFewEdits() {
    assertThat(NearestMatch.of("leger.enabeld", KEYS)).isEqualTo("ledger.enabled");
    assertThat(NearestMatch.of("hone", KEYS)).isEqualTo("home");
  }

  @Test
  void elseByBeginningOrEnd() {
    assertThat(NearestMatch.of("max-age", KEYS)).isEqualTo("ledger.max-age");
    assertThat(NearestMatch.of("home.directory", KEYS)).isEqualTo("home");
  }

  @Test
  void elseNothing() {
    assertThat(NearestMatch.of("budget", KEYS)).isNull();
    assertThat(NearestMatch.of("x", KEYS)).isNull();
  }
}
