// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TailCommandTest {

  @Test
  void theLastCallsALineEach() {
    Run run = Run.of("tail", "--home", Run.home(), "--zone", "UTC", "-n", "6");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            TIME      SERVICE           MODEL                             INPUT    OUTPUT            COST        MS  STATUS
            23:30:00  shop              gpt-4o-mini-2024-07-18               90         7      ~$0.000018        12  200 cancelled
            09:00:00  shop              claude-sonnet-4-5-20250929        5,000     1,500       $0.037500    10,234  200
            10:00:00  shop              gpt-4o-mini                           -         -              $0        88  429
            11:00:00  batch             my, "own" model                      10        20         unknown       842  200 (unpriced: unknown-model)
            12:00:00  batch             (unknown)                             -         -         unknown         3  - failed java.net.ConnectException (unpriced: no-answer)
            13:00:00  batch             gpt-4o-mini?[31m                      0         1       $0.000001       842  200
            """);
  }

  @Test
  void asFewAsAskedFor() {
    assertThat(Run.of("tail", "--home", Run.home(), "-n", "1").out().lines()).hasSize(2);
    assertThat(Run.of("tail", "--home", Run.home(), "-n", "0").out().lines()).hasSize(1);
    assertThat(Run.of("tail", "--home", Run.home(), "-n", "-1").code()).isEqualTo(2);
  }

  @Test
  void withoutALedgerSaysWhereItLooked() {
    Run run = Run.of("tail", "--home", "/nowhere/at/all");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("no ledger in /nowhere/at/all/ledger. ");
  }
}
