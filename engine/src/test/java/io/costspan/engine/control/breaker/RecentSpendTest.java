// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentSpendTest {
  private static final long PERIOD = 1 << 20;

  @Test
  void comesToNoLessThanThePeriodAndNoMoreThanALittleLongerOne() {
    Random random = new Random(3);
    RecentSpend spend = new RecentSpend();
    List<Long> times = new ArrayList<>();
    List<BigDecimal> amounts = new ArrayList<>();
    long now = 0;
    for (int i = 0; i < 2000; i++) {
      now += random.nextInt((int) PERIOD / 50);
      BigDecimal usd = BigDecimal.valueOf(random.nextInt(1_000_000), 12);
      times.add(now);
      amounts.add(usd);

      BigDecimal sum = spend.add(usd, now, PERIOD);

      assertThat(sum).isGreaterThanOrEqualTo(since(times, amounts, now - PERIOD));
      assertThat(sum).isLessThanOrEqualTo(since(times, amounts, now - PERIOD - PERIOD / 256));
    }
  }

  private static BigDecimal since(List<Long> times, List<BigDecimal> amounts, long after) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < times.size(); i++) {
      if (times.get(i) > after) {
        sum = sum.add(amounts.get(i));
      }
    }
    return sum;
  }
}
