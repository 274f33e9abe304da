// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a hunt that found nothing looks like, and that no other does. */
class HuntTest {
  private static final List<String> TRIED =
      List.of("Done 2031 runs in 2 second(s)", "stat::number_of_executed_units: 2031");

  @Test
  void aHuntThatCameToItsEndFoundNothing() {
    assertThat(Hunt.outcome(0, TRIED)).isEmpty();
  }

  @Test
  void aFindingIsShown() {
    assertThat(Hunt.outcome(77, List.of("== Java Exception"))).contains("77", "Java Exception");
  }

  @Test
  void aJvmThatDiesWithoutAWordHasNotHunted() {
    assertThat(Hunt.outcome(134, List.of())).isNotEmpty();
    assertThat(Hunt.outcome(0, List.of())).isNotEmpty();
    assertThat(Hunt.outcome(0, List.of("stat::number_of_executed_units: 0"))).isNotEmpty();
  }

  @Test
  void norHasOneThatHangs() {
    assertThat(Hunt.outcome(null, List.of())).isNotEmpty();
    assertThat(Hunt.outcome(null, TRIED)).isNotEmpty();
  }
}
