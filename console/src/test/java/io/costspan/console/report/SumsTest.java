// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.journal.Handled;
import io.costspan.engine.journal.JournalEntry;
import io.costspan.engine.journal.JournalEntry.Ending;
import io.costspan.engine.journal.JournalEntry.Identity;
import io.costspan.engine.journal.JournalEntry.Target;
import io.costspan.engine.journal.JournalEntry.Used;
import io.costspan.engine.meter.Outcome;
import io.costspan.engine.price.Cost;
import io.costspan.engine.price.CostState;
import io.costspan.engine.usage.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SumsTest {
  private static final Cost ONE_DOLLAR =
      new Cost(
          CostState.PRICED,
          BigDecimal.ONE,
          BigDecimal.ONE,
          Map.of(),
          "openai/gpt-4o",
          "exact",
          "test",
          null);

  private final Sums sums = new Sums();

  private void add(String group, Outcome outcome, Cost cost) {
    sums.add(
        new JournalEntry(
            Instant.EPOCH,
            "app",
            new Identity(group + outcome, group, 1, "t", "s", null),
            new Target("openai", "openai.responses", "chat", "api.openai.com", 443),
            "gpt-4o",
            null,
            false,
            new Ending(200, outcome, null, 1, -1),
            new Used(Usage.NONE, List.of(), null, null, null, List.of(), List.of(), List.of()),
            cost,
            null,
            Handled.NOT));
  }

  @Test
  void anAnswerStillToComeHasNoPriceUntilItCame() {
    add("a", Outcome.PENDING, Cost.unpriced("background"));
    add("b", Outcome.PENDING, Cost.unpriced("background"));
    assertThat(sums.unpriced()).isEqualTo(2);
    add("a", Outcome.COMPLETE, ONE_DOLLAR);
    assertThat(sums.unpriced()).isEqualTo(1);
    assertThat(sums.usd()).isEqualByComparingTo("1");
    add("b", Outcome.COMPLETE, Cost.unpriced("no-usage"));
    assertThat(sums.unpriced()).isEqualTo(1);
  }
}
