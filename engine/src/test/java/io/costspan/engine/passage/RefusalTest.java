// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.passage;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.passage.Refusal.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RefusalTest {

  @Test
  void saysWhoStoppedTheCallByHowMuchAndWhenItEnds() {
    Refusal refusal =
        Refusal.of(Reason.BUDGET_EXCEEDED, "daily", "search", "USD")
            .amounts("20", "19.95", "0.2", "0.11")
            .resetting(Instant.parse("2026-03-02T23:00:00.5Z"));

    assertThat(refusal.message())
        .isEqualTo(
            "costspan stopped this call before it was sent: budget 'daily' of 'search' is used up"
                + " (limit 20 USD, spent 19.95 USD, reserved for calls in flight 0.2 USD,"
                + " this call about 0.11 USD). It resets at 2026-03-02T23:00:00Z.");
    assertThat(refusal.isLimit()).isFalse();
    assertThat(refusal.code()).isEqualTo("budget_exceeded");
  }

  @Test
  void leavesOutWhatIsNotKnown() {
    assertThat(Refusal.of(Reason.CIRCUIT_OPEN, "runaway", null, "USD").message())
        .isEqualTo("costspan stopped this call before it was sent: breaker 'runaway' is open.");
  }

  @Test
  void neverSendsAnyoneBackAtOnce() {
    Refusal refusal =
        Refusal.of(Reason.RATE_LIMITED, "burst", null, "requests/s")
            .amounts("10", "10", null, null)
            .retrying(Duration.ofMillis(40));

    assertThat(refusal.message())
        .endsWith("(limit 10 requests/s, spent 10 requests/s). Try again in 1 s.");
    assertThat(refusal.retrying(Duration.ofMillis(1001)).message()).endsWith("in 2 s.");
    assertThat(refusal.isLimit()).isTrue();
  }

  @Test
  void hasOneWordForEachReason() {
    assertThat(Arrays.stream(Reason.values()).map(Reason::code))
        .containsExactly(
            "budget_exceeded",
            "budget_paused",
            "budget_unknown_price",
            "budget_degraded",
            "rate_limited",
            "concurrency_limited",
            "circuit_open",
            "root_cap_exceeded");
  }
}
