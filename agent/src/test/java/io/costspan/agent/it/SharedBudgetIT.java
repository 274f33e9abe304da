// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real programs on one host share a budget, and it outlives the kill of those that spent it. */
@Timeout(300)
class SharedBudgetIT {
  private static final List<String> BUDGET =
      List.of(
          "-Dcostspan.budgets.daily.limit=3 requests",
          "-Dcostspan.budgets.daily.per=6h",
          "-Dcostspan.budgets.daily.when-degraded=block");

  @TempDir private Path home;

  @ParameterizedTest
  @EnumSource
  void theSecondRefusesWhatTheFirstHasSpentAlsoOnceBothAreKilled(Jdk jdk) throws Exception {
    Rig rig = new Rig(jdk, home);
    try (Forked first = start(rig);
        Forked second = start(rig)) {
      assertThat(call(first)).isEqualTo("200 -");
      assertThat(call(first)).isEqualTo("200 -");
      assertThat(call(second)).isEqualTo("200 -");
      // what the second has spent is known to the first a second later
      Thread.sleep(4_000);
      assertThat(call(first)).isEqualTo("402 budget_exceeded");
      assertThat(call(second)).isEqualTo("402 budget_exceeded");
      awaitRefused(rig, 2);
    }
    try (Forked restarted = start(rig)) {
      assertThat(call(restarted)).isEqualTo("402 budget_exceeded");
      awaitRefused(rig, 3);
    }
    assertThat(rig.ledger())
        .filteredOn(line -> line.contains("\"outcome\":\"complete\""))
        .hasSize(3)
        .noneMatch(line -> line.contains("\"action\""));
  }

  /**
   * A call is settled after its caller has the answer; who is killed meanwhile has no line of it.
   */
  private static void awaitRefused(Rig rig, int calls) throws Exception {
    String refused = "\"action\":\"refused\",\"rule\":\"daily\",\"code\":\"budget_exceeded\"";
    while (rig.ledger().stream().filter(line -> line.contains(refused)).count() < calls) {
      Thread.sleep(50);
    }
  }

  private static Forked start(Rig rig) throws IOException {
    return rig.start(rig.withAgent(BUDGET), "TypedCalls");
  }

  /** What a call comes to; one that came before it was known what was spent is made again. */
  private static String call(Forked program) throws Exception {
    while (true) {
      String said = program.ask("call");
      if (!said.endsWith("budget_degraded")) {
        return said;
      }
      Thread.sleep(100);
    }
  }
}
