// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SameCallsTest {
  private static ByteBuffer body(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
  }

  @Test
  void forgetsCallsBeyondItsBoundStartingWithTheOneUnseenForLongest() {
    SameCalls calls = new SameCalls();
    calls.tooMany(-1, 0, 1, 100);
    for (long other = 0; other < 4096; other++) {
      assertThat(calls.tooMany(other, 1, 1, 100)).isFalse();
    }

    assertThat(calls.tooMany(4095, 2, 1, 100)).isTrue();
    assertThat(calls.tooMany(-1, 2, 1, 100)).isFalse();
  }

  @Test
  void tellsCallsApartByBodyUrlAndKey() {
    long call = CallChecksum.of("https://a/", "k", body("x"));

    assertThat(CallChecksum.of("https://a/", "k", body("x"))).isEqualTo(call);
    assertThat(CallChecksum.of("https://a/", "k", body("y"))).isNotEqualTo(call);
    assertThat(CallChecksum.of("https://b/", "k", body("x"))).isNotEqualTo(call);
    assertThat(CallChecksum.of("https://a/", "l", body("x"))).isNotEqualTo(call);
    assertThat(CallChecksum.of("https://a/", null, body("x"))).isNotEqualTo(call);
  }
}
