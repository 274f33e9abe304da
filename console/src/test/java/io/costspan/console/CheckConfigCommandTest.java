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
  void rulesAreShownAsTheyWillBeUnderstood() throws IOException {
    Path file =
        Files.writeString(
            home.resolve("x.yaml"),
            """
            budgets:
              daily:
                limit: $20
                zone: Pacific/Auckland
                match: { provider: openai, model: ["gpt-4*", o1] }
                each: tag.team
              recent: { limit: 5M tokens, per: 6h }
            """);

    Run run = Run.of("check-config", file.toString());

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("budget daily (" + file + ":3)\n  limit          20 USD\n")
        .contains("  per            day  (default)\n")
        .contains("  match          provider is openai and model is gpt-4* or o1\n")
        .contains(
            "  at             50%: notify, 80%: notify, 90%: notify, 100%: block  (default)\n")
        .containsPattern("  next reset     20..-..-..T00:00:00\\+1[23]:00 Pacific/Auckland\n")
        .contains("  counts         what was spent in the last 6h\n")
        .contains("  match          every call  (default)\n");
    assertThat(run.err())
        .isEqualTo(
            "doubtful: budget daily ("
                + file
                + ":3) asks for tag.team, which no call has: the setting tags does not name it\n");
  }

  @Test
  void rulesThatWouldNotBeInForceAreNamed() throws IOException {
    Path file =
        Files.writeString(
            home.resolve("x.yaml"), "budgets: { a: { limit: 1 USD }, b: { limit: x } }\n");

    Run run = Run.of("check-config", file.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).contains("budget b (" + file + ":1): NOT in force, see below\n");
    assertThat(run.err())
        .endsWith("NOT in force until the settings are right: budget a, budget b\n");
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
