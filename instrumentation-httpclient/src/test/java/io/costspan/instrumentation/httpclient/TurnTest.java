// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.instrumentation.httpclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnTest {

  @Test
  void theClientsSignalsComeEvenFromWithinOneAnother() {
    Turn turn = new Turn();
    assertThat(turn.take()).isTrue();
    assertThat(turn.take()).isTrue();
    assertThat(turn.giveBack()).isFalse();
    assertThat(turn.end()).isTrue();
    assertThat(turn.giveBack()).isFalse();
    assertThat(turn.over()).isTrue();
    assertThat(turn.leave()).as("it is too late").isFalse();
  }

  @Test
  void whoLeavesWhileASignalIsGivenLeavesTheLastOneToItsGiver() {
    Turn turn = new Turn();
    turn.take();
    assertThat(turn.leave()).isFalse();
    assertThat(turn.giveBack()).isTrue();
    assertThat(turn.take()).isFalse();
    assertThat(turn.end()).isFalse();
  }

  /** However they meet, the last signal is given once, and never beside another. */
  @Test
  void theLastSignalIsGivenOnceAndAlone() throws Exception {
    for (int run = 0; run < 2_000; run++) {
      Turn turn = new Turn();
      AtomicInteger inside = new AtomicInteger();
      AtomicInteger last = new AtomicInteger();
      AtomicInteger collisions = new AtomicInteger();
      CyclicBarrier start = new CyclicBarrier(2);
      Thread client =
          new Thread(
              () -> {
                await(start);
                for (int i = 0; i < 20; i++) {
                  if (turn.take()) {
                    collisions.addAndGet(inside.incrementAndGet() - 1);
                    inside.decrementAndGet();
                    if (turn.giveBack()) {
                      last.incrementAndGet();
                    }
                  }
                }
              });
      client.start();
      await(start);
      if (turn.leave()) {
        collisions.addAndGet(inside.incrementAndGet() - 1);
        inside.decrementAndGet();
        last.incrementAndGet();
      }
      client.join();
      assertThat(last).hasValue(1);
      assertThat(collisions).hasValue(0);
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
