// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.control.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.costspan.engine.control.budget.BudgetBook;
import io.costspan.engine.control.budget.BudgetRule;
import io.costspan.engine.control.budget.BudgetSnapshot;
import io.costspan.engine.control.budget.BudgetUnit;
import io.costspan.engine.control.budget.HostSpending;
import io.costspan.engine.control.budget.RollingPeriod;
import io.costspan.engine.journal.JournalSink;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A budget over several JVMs of one host. */
@Timeout(120)
class SharedBudgetTest {
  @TempDir Path home;

  @Test
  void whatAnotherProcessSpendsIsSpentHereAndOutlivesItsKill() throws Exception {
    try (SpendingProcess other = SpendingProcess.start(home)) {
      other.say("0.25");
      BudgetBook book = joined();
      await(book, budget -> budget.spent().compareTo(new BigDecimal("0.25")) == 0);
      assertThat(book.unknown()).isNull();

      other.say("0.75");
      BudgetSnapshot full = await(book, budget -> budget.spent().compareTo(BigDecimal.ONE) == 0);
      assertThat(full.state()).isEqualTo(BudgetSnapshot.State.USED_UP);

      other.kill();
      BudgetSnapshot after = await(joined(), budget -> budget.degraded() == null);
      assertThat(after.spent()).isEqualByComparingTo("1");
      assertThat(after.state()).isEqualTo(BudgetSnapshot.State.USED_UP);
    }
  }

  @Test
  void anOrderToOneProcessIsOneToAll() throws Exception {
    try (SpendingProcess other = SpendingProcess.start(home)) {
      other.say("1.25");
      BudgetBook book = joined();
      await(book, budget -> budget.state() == BudgetSnapshot.State.USED_UP);
      other.say("RESET");
      await(book, budget -> budget.state() == BudgetSnapshot.State.OPEN);
      other.say("PAUSE");
      await(book, budget -> budget.state() == BudgetSnapshot.State.PAUSED);

      BudgetSnapshot after = await(joined(), budget -> budget.degraded() == null);
      assertThat(after.state()).isEqualTo(BudgetSnapshot.State.PAUSED);
      assertThat(after.spent()).isEqualByComparingTo("0");
    }
  }

  @Test
  void withoutALedgerItIsSaid() {
    BudgetBook book = book(SharedLedger.NONE.spending());

    assertThat(book.snapshots())
        .singleElement()
        .satisfies(budget -> assertThat(budget.degraded()).contains("the ledger is switched off"));
  }

  /** One that shares the ledger from now on, as a JVM that starts does. */
  private BudgetBook joined() {
    return book(SharedLedger.of(new JournalSink(SpendingProcess.options(home))).spending());
  }

  private static BudgetBook book(HostSpending host) {
    BudgetBook book = new BudgetBook(Clock.systemUTC(), step -> {}, host);
    book.follow(
        List.of(
            BudgetRule.of(
                "daily",
                BudgetUnit.USD,
                BigDecimal.ONE,
                new RollingPeriod(Duration.ofHours(6), ZoneOffset.UTC))));
    return book;
  }

  private static BudgetSnapshot await(BudgetBook book, Predicate<BudgetSnapshot> wanted)
      throws InterruptedException {
    while (true) {
      BudgetSnapshot budget = book.snapshots().get(0);
      if (wanted.test(budget)) {
        return budget;
      }
      Thread.sleep(20);
    }
  }
}
