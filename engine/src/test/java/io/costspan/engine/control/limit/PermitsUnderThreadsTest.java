// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.control.calls.TestCall;
import io.costspan.engine.control.rule.Match;
import io.costspan.engine.control.rule.Scope;
import io.costspan.engine.passage.Passage;
import io.costspan.engine.passage.Ruling;
import io.costspan.engine.wire.ResponseFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real threads and the real alarm: whatever way calls end, no permit is lost and none doubled. */
class PermitsUnderThreadsTest {
  private static final int PERMITS = 5;
  private static final int THREADS = 32;
  private static final int CALLS = 300;

  private final LimitRoom room = new LimitRoom(TestCall.SHAPE);
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT0.005S", "PT20S"})
  void neverLeaks(Duration patience) throws Exception {
    LimitTerms terms = LimitTerms.NONE.concurrent(PERMITS).waiting(patience);
    room.follow(List.of(new LimitRule("few", Match.ALL, Scope.total(), terms, null, null)));
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> work = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(i);
      work.add(
          threads.submit(
              () -> {
                for (int call = 0; call < CALLS; call++) {
                  make(random);
                }
              }));
    }
    threads.shutdown();
    for (Future<?> each : work) {
      each.get(2, TimeUnit.MINUTES);
    }

    assertThat(most.get()).isBetween(1, PERMITS);
    LimitState after = room.states().get(0);
    assertThat(after.running()).isZero();
    assertThat(after.waiting()).isZero();
  }

  private void make(Random random) {
    Passage passage = Objects.requireNonNull(room.passage(TestCall.PLAIN.arrival()));
    Ruling ruling = passage.admit(TestCall.PLAIN.asked());
    if (ruling instanceof Ruling.Wait wait) {
      CompletableFuture<Ruling> then = wait.then().toCompletableFuture();
      if (random.nextInt(4) == 0) {
        passage.withdraw();
        then.join();
        return;
      }
      ruling = then.join();
    }
    if (ruling.equals(Ruling.GO)) {
      most.accumulateAndGet(running.incrementAndGet(), Math::max);
      LockSupport.parkNanos(10_000);
      running.decrementAndGet();
      end(passage, random);
    }
  }

  private static void end(Passage passage, Random random) {
    switch (random.nextInt(5)) {
      case 0 -> passage.withdraw();
      case 1 -> {
        passage.ended(ResponseFacts.UNKNOWN, false);
        passage.lost();
      }
      case 2 -> passage.lost();
      case 3 -> passage.settled(TestCall.notSent());
      default -> {
        passage.ended(ResponseFacts.UNKNOWN, true);
        passage.settled(TestCall.used(1));
        passage.withdraw();
      }
    }
  }
}
