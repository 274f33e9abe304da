// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  @Test
  void withoutACommandNamesThem() {
    assertThat(Run.of())
        .isEqualTo(
            new Run(
                2,
                "",
                "which command? report, tail, check-config, top, budgets, override, cache, reload or"
                    + " kill\nSee: costspan-console --help\n"));
  }

  @Test
  void aMisspeltCommandIsGuessed() {
    Run run = Run.of("raport");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("Unmatched argument", "Did you mean", "report");
  }

  @ParameterizedTest
  @ValueSource(strings = {"report", "tail", "check-config"})
  void everyCommandHasHelpAndVersion(String command) {
    Run help = Run.of(command, "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).startsWith("Usage: costspan-console " + command).contains("--home");

    Run version = Run.of(command, "--version");
    assertThat(version.code()).isZero();
    assertThat(version.out()).startsWith("costspan-console ").contains("Java ");
  }

  @Test
  void helpShowsExamples() {
    assertThat(Run.of("--help").out()).contains("Examples:", "costspan-console tail --follow");
  }
}
