// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ErrandLineTest {
  private static final long LONG = TimeUnit.SECONDS.toNanos(10);

  @Test
  void anErrorKeepsNoOtherErrandFromBeingDone() throws InterruptedException {
    List<String> done = new CopyOnWriteArrayList<>();
    ErrandLine line = new ErrandLine(9);

    assertThat(line.offer(ErrandLineTest::overflow)).isTrue();
    assertThat(line.offer(() -> done.add("next"))).isTrue();
    assertThat(line.await(LONG)).isZero();
    assertThat(line.offer(() -> done.add("later"))).isTrue();
    assertThat(line.await(LONG)).isZero();

    assertThat(done).containsExactly("next", "later");
  }

  @Test
  void whereNoThreadCanBeHadAnErrandIsNotTakenAndNobodyIsDisturbed() throws InterruptedException {
    List<Runnable> begun = new ArrayList<>();
    List<String> done = new ArrayList<>();
    ErrandLine line =
        new ErrandLine(
            9,
            errands -> {
              begun.add(errands);
              if (begun.size() == 1) {
                throw new OutOfMemoryError("unable to create native thread");
              }
            });

    assertThat(line.offer(() -> done.add("first"))).isFalse();
    assertThat(line.await(LONG)).as("nobody is waited for").isZero();
    assertThat(line.offer(() -> done.add("second"))).isTrue();
    begun.get(1).run();

    assertThat(done).containsExactly("second");
  }

  private static void overflow() {
    throw new StackOverflowError("an errand");
  }
}
