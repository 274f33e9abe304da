// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LastCallsTest {
  @Test
  @Timeout(60)
  void theExitWaitsForTheWork() {
    AtomicLong told = new AtomicLong();

    new LastCalls(told::set, TimeUnit.MINUTES.toMillis(1)).run();

    assertThat(told).hasValue(60_000);
  }

  @Test
  @Timeout(60)
  void theExitWaitsNoLongerThanTheBound() {
    CountDownLatch never = new CountDownLatch(1);

    new LastCalls(millis -> awaitForever(never), 20).run();

    assertThat(never.getCount()).isOne();
    never.countDown();
  }

  @Test
  @Timeout(60)
  void workThatFailsDisturbsNobody() {
    AtomicLong told = new AtomicLong();

    new LastCalls(
            millis -> {
              told.set(millis);
              throw new NoClassDefFoundError("gone");
            },
            1000)
        .run();

    assertThat(told).hasValue(1000);
  }

  private static void awaitForever(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
