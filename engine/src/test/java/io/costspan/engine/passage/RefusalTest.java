// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.passage;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.passage.Refusal.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RefusalTest {

  private static final Refusal DAILY =
      Refusal.of(Reason.BUDGET_EXCEEDED, "daily", "search", "USD")
          .resetting(Instant.parse("2026-03-02T23:00:00.5Z"), ZoneId.of("Europe/Berlin"));

  @Test
  void saysWhoStoppedTheCallByHowMuchAndWhenItEnds() {
    Refusal refusal = DAILY.amounts("20", "20.03", "0", "0.11");

    assertThat(refusal.message())
        .isEqualTo(
            "costspan stopped this call before it was sent: budget 'daily' for 'search' is used up,"
                + " $20.03 of $20.00 spent, resets 2026-03-03T00:00:00+01:00");
    assertThat(refusal.isLimit()).isFalse();
    assertThat(refusal.code()).isEqualTo("budget_exceeded");
  }

  @Test
  void doesNotCallUsedUpWhatOnlyThisCallWouldPass() {
    assertThat(DAILY.amounts("20", "19.5", "0.4", "0.11").message())
        .contains(
            "budget 'daily' for 'search' has too little left, $19.50 of $20.00 spent,"
                + " $0.40 held for calls in flight, this call may take $0.11, resets ");
  }

  @Test
  void neverShowsASmallAmountAsNothing() {
    assertThat(DAILY.amounts("0.000001", "0.000384", null, null).message())
        .contains("$0.000384 of $0.000001 spent");
    assertThat(DAILY.amounts("0.5", "0.123456789012", null, null).message())
        .contains("$0.123 of $0.50 spent");
    assertThat(DAILY.amounts("0", "0", null, null).message()).contains("$0.00 of $0.00 spent");
  }

  @Test
  void doesNotRoundUpToALimitThatIsNotReached() {
    assertThat(DAILY.amounts("0.008", "0.0079996", null, "0.00087").message())
        .contains("has too little left, $0.00799 of $0.008 spent");
    assertThat(DAILY.amounts("20", "19.999", null, "0.1").message())
        .contains("$19.99 of $20.00 spent");
  }

  @Test
  void saysWhatOpenedABreaker() {
    assertThat(
            Refusal.of(Reason.CIRCUIT_OPEN, "runaway", null, "USD")
                .because("the same call came too often")
                .retrying(Duration.ofSeconds(60))
                .message())
        .endsWith("breaker 'runaway' is open: the same call came too often, try again in 60 s");
  }

  @Test
  void countsWhatIsNoMoneyByItsUnit() {
    assertThat(
            Refusal.of(Reason.BUDGET_EXCEEDED, "monthly", null, "tokens")
                .amounts("5000000", "5000321", null, "800")
                .message())
        .endsWith("budget 'monthly' is used up, 5000321 of 5000000 tokens used");
  }

  @Test
  void leavesOutWhatIsNotKnown() {
    assertThat(Refusal.of(Reason.CIRCUIT_OPEN, "runaway", null, "USD").message())
        .isEqualTo("costspan stopped this call before it was sent: breaker 'runaway' is open");
    assertThat(DAILY.amounts("20", null, null, null).message())
        .contains("is used up, limit $20.00, resets");
    assertThat(DAILY.amounts(null, "20", null, null).message())
        .contains("is used up, $20.00 spent, resets");
  }

  @Test
  void neverSendsAnyoneBackAtOnce() {
    Refusal refusal =
        Refusal.of(Reason.RATE_LIMITED, "burst", null, "requests/s")
            .amounts("10", "10", null, null)
            .retrying(Duration.ofMillis(40));

    assertThat(refusal.message())
        .endsWith("limit 'burst' is reached, 10 of 10 requests/s used, try again in 1 s");
    assertThat(refusal.retrying(Duration.ofMillis(1001)).message()).endsWith("in 2 s");
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
