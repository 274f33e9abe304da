// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.cache.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TimerTest {
  @Test
  void whereNoThreadCanBeHadItIsDoneHereAndNow() {
    Timer timer =
        new Timer(
            work -> {
              throw new OutOfMemoryError("unable to create native thread");
            });
    AtomicReference<Thread> doneBy = new AtomicReference<>();
    timer.soon(() -> doneBy.set(Thread.currentThread()));
    assertThat(doneBy).hasValue(Thread.currentThread());
  }
}
