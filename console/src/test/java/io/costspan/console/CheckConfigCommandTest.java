// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckConfigCommandTest {
  @TempDir Path home;

  @Test
  void valuesAndTheirSources() throws IOException {
    Path file = Files.writeString(home.resolve("costspan.yaml"), "ledger:\n  max-age: 7d\n");

    Run run = Run.of("check-config", "--home", home.toString());

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .containsPattern("costspan.home +" + home + " +command line\n")
        .containsPattern("costspan.ledger.max-age +7d +" + file + ":2\n")
        .containsPattern("costspan.debug +false +default\n")
        .endsWith("Settings file: " + file + "\n");
  }

  @Test
  void problemsGiveExitCodeTwo() throws IOException {
    Path file = Files.writeString(home.resolve("x.yaml"), "leger.max-age: 7d\ndebug: maybe\n");

    Run run = Run.of("check-config", file.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "problem: unknown setting \"leger.max-age\" ("
                + file
                + ":1); did you mean ledger.max-age?\n"
                + "problem: costspan.debug cannot be \"maybe\" ("
                + file
                + ":2); accepted: true | false; using the default false\n"
                + "The agent would only observe, with the values above.\n");
  }

  @Test
  void refusalIsForetold() throws IOException {
    Path file = Files.writeString(home.resolve("x.yaml"), "on-config-error: fail\nfoo: 1\n");

    assertThat(Run.of("check-config", file.toString()).err())
        .endsWith("The agent would refuse to start.\n");
  }

  @Test
  void aFileThatIsNotThereIsAProblem() {
    Run run = Run.of("check-config", home.resolve("none.yaml").toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("settings file " + home.resolve("none.yaml") + " left out");
  }
}
