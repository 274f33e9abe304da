// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.contract.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.contract.BodyTap;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GuardedTapTest {
  private final List<String> seen = new ArrayList<>();
  private final FaultBreaker breaker = new FaultBreaker("test");

  @Test
  void theFirstEndingWins() {
    GuardedTap tap = new GuardedTap(new Seeing(false), breaker);
    tap.data(ByteBuffer.allocate(2));
    tap.abort(null);
    tap.end();
    tap.abort(new IllegalStateException());
    tap.data(ByteBuffer.allocate(3));
    assertThat(seen).containsExactly("2", "abort");
    assertThat(tap.ended()).isTrue();
  }

  @Test
  void aTapThatThrowsSeesOnlyItsEnding() {
    GuardedTap tap = new GuardedTap(new Seeing(true), breaker);
    tap.data(ByteBuffer.allocate(2));
    tap.data(ByteBuffer.allocate(2));
    tap.end();
    assertThat(seen).containsExactly("2", "end");
  }

  private final class Seeing implements BodyTap {
    private final boolean throwing;

    Seeing(boolean throwing) {
      this.throwing = throwing;
    }

    @Override
    public void data(ByteBuffer bytes) {
      note(String.valueOf(bytes.remaining()));
    }

    @Override
    public void end() {
      note("end");
    }

    @Override
    public void abort(@Nullable Throwable cause) {
      note("abort");
    }

    private void note(String what) {
      seen.add(what);
      if (throwing) {
        throw new StackOverflowError();
      }
    }
  }
}
