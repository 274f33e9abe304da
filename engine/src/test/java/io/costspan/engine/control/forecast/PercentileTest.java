// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PercentileTest {

  @Test
  void isWhatNinetyFiveOfTheLastHundredDoNotPass() {
    Random random = new Random(7);
    Percentile percentile = new Percentile();
    assertThat(percentile.value()).isEqualTo(-1);
    List<Long> all = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      long number = random.nextInt(i % 3 == 0 ? 5 : 1_000);
      all.add(number);
      percentile.add(number);

      List<Long> recent =
          all.subList(Math.max(0, all.size() - 100), all.size()).stream().sorted().toList();
      assertThat(percentile.value())
          .isEqualTo(recent.get((int) Math.ceil(recent.size() * 0.95) - 1));
    }
  }
}
