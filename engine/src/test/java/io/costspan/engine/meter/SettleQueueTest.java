// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SettleQueueTest {
  private static final long SOON = Duration.ofSeconds(20).toNanos();

  private final BlockingQueue<Object> taken = new LinkedBlockingQueue<>();
  private Thread taker = new Thread();

  @AfterEach
  void stop() throws InterruptedException {
    taker.interrupt();
    taker.join();
  }

  private SettleQueue taking(LongSupplier nanos) {
    SettleQueue queue = new SettleQueue(1_000, nanos);
    taker =
        new Thread(
            () -> {
              try {
                while (true) {
                  taken.add(queue.take());
                }
              } catch (InterruptedException e) {
                taken.add("interrupted");
              }
            });
    taker.start();
    return queue;
  }

  private void rests(Thread.State how) {
    long end = System.nanoTime() + SOON;
    while (taker.getState() != how) {
      assertThat(System.nanoTime()).as("still not %s", how).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private Object next() throws InterruptedException {
    Object next = taken.poll(SOON, TimeUnit.NANOSECONDS);
    return next == null ? "nothing" : next;
  }

  @Test
  void whatIsOfferedIsTakenThoughNobodyWakesTheTaker() throws InterruptedException {
    SettleQueue queue = taking(System::nanoTime);
    for (int i = 0; i < 50; i++) {
      rests(Thread.State.TIMED_WAITING);
      assertThat(queue.offer(i, false)).isTrue();
      assertThat(next()).isEqualTo(i);
    }
  }

  @Test
  void whoSleepsAfterALongQuietIsWokenByTheNextOffer() throws InterruptedException {
    long[] now = {0};
    SettleQueue queue = taking(() -> now[0] += Duration.ofMinutes(2).toNanos());
    for (int i = 0; i < 50; i++) {
      rests(Thread.State.WAITING);
      assertThat(queue.offer(i, false)).isTrue();
      assertThat(next()).isEqualTo(i);
    }
  }

  @Test
  void nothingIsLostBetweenManyWhoOfferAndATakerWhoFallsAsleep() throws InterruptedException {
    long[] now = {0};
    SettleQueue queue = taking(() -> now[0] += Duration.ofMinutes(2).toNanos());
    for (int round = 0; round < 10_000; round++) {
      queue.offer(round, round % 3 == 0);
      assertThat(next()).isEqualTo(round);
    }
  }

  @Test
  void holdsNoMoreThanItsBoundAndIsCrowdedBeforeThat() throws InterruptedException {
    SettleQueue queue = new SettleQueue(8, System::nanoTime);
    assertThat(queue.offer(1, false)).isTrue();
    assertThat(queue.offer(2, true)).isTrue();
    assertThat(queue.crowded()).isFalse();
    for (int i = 3; i <= 8; i++) {
      assertThat(queue.offer(i, false)).isTrue();
    }
    assertThat(queue.crowded()).isTrue();
    assertThat(queue.offer(9, true)).isFalse();
    assertThat(queue.offer(9, 1L)).isFalse();

    assertThat(queue.take()).isEqualTo(1);
    assertThat(queue.offer(9, 1L)).isTrue();
  }

  @Test
  void anInterruptedTakerEnds() throws InterruptedException {
    taking(System::nanoTime);
    rests(Thread.State.TIMED_WAITING);
    taker.interrupt();
    assertThat(next()).isEqualTo("interrupted");
  }
}
