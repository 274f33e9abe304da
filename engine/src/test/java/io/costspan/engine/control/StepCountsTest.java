// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.control.budget.BudgetRule;
import io.costspan.engine.control.budget.BudgetUnit;
import io.costspan.engine.control.budget.NotifyAction;
import io.costspan.engine.control.budget.PauseAction;
import io.costspan.engine.control.budget.RollingPeriod;
import io.costspan.engine.control.budget.StepReached;
import io.costspan.engine.telemetry.StateGauges;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepCountsTest {
  private final StepCounts counts = new StepCounts();

  @Test
  void stepsAreCountedByBudgetStepAndAction() {
    counts.accept(step("daily", "12.50"));
    counts.accept(step("daily", "12.5"));
    counts.accept(step("weekly", "80"));

    assertThat(counts.all())
        .containsExactlyInAnyOrder(
            new StateGauges.Steps("daily", "12.5", "notify+pause", 2),
            new StateGauges.Steps("weekly", "80", "notify+pause", 1));
  }

  @Test
  void kindsAreBoundedAndNoneIsLost() {
    for (int i = 0; i < StepCounts.MOST_KINDS + 9; i++) {
      counts.accept(step("budget" + i, "80"));
    }

    assertThat(counts.all())
        .hasSize(StepCounts.MOST_KINDS + 1)
        .contains(new StateGauges.Steps("other", "other", "other", 9));
  }

  private static StepReached step(String budget, String percent) {
    return new StepReached(
        BudgetRule.of(
            budget,
            BudgetUnit.USD,
            BigDecimal.TEN,
            new RollingPeriod(Duration.ofHours(6), ZoneOffset.UTC)),
        "",
        new BigDecimal(percent),
        List.of(new NotifyAction(), new PauseAction()),
        BigDecimal.TEN,
        BigDecimal.TEN,
        BigDecimal.ZERO,
        Instant.EPOCH,
        Instant.EPOCH,
        Instant.EPOCH,
        Instant.EPOCH,
        null);
  }
}
