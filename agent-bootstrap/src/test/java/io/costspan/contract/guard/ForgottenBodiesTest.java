// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.BodyTap;
import java.lang.ref.Cleaner.Cleanable;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForgottenBodiesTest {
  private final AtomicInteger aborts = new AtomicInteger();

  @Test
  void aReaderNobodyHoldsAbortsItsTap() throws Exception {
    ForgottenBodies.watch(new Object(), new Counting());
    for (int i = 0; i < 200 && aborts.get() == 0; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(aborts).hasValue(1);
  }

  @Test
  void aWatchThatEndedAbortsNoMore() throws Exception {
    Cleanable watch = ForgottenBodies.watch(new Object(), new Counting());
    watch.clean();
    for (int i = 0; i < 5; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(aborts).hasValue(1); // by the cleaning itself, which comes after an ending
  }

  private final class Counting implements BodyTap {
    @Override
    public void data(ByteBuffer bytes) {}

    @Override
    public void end() {}

    @Override
    public void abort(@Nullable Throwable cause) {
      aborts.incrementAndGet();
    }
  }
}
