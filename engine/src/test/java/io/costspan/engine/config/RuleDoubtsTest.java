// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleDoubtsTest {
  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({
    "budgets.a: {limit: 1 USD; each: tag.tem}, tag.tem; which no call has",
    "budgets.a: {limit: 1 USD; each: tag.tem}, did you mean tag.team?",
    "budgets.a: {limit: 1 USD; match: {tag.x: y}}, tag.x; which no call has",
    "budgets.a: {limit: 1 USD; match: {host: 'https://x'}}, match.host fits no call",
    "budgets.a: {limit: 1 USD; match: {key: sk-abc}}, match.key fits no call",
    "budgets.a: {limit: 1 USD; unknown-price: assume 2 USD}, lets no call of an unknown price pass",
    "budgets.a: {limit: 1 USD; at: {80%: notify}}, stops nothing",
    "budgets.a: {limit: 1 USD; webhook: 'http://x/y'}, without encryption",
    "budgets.a: {limit: 1 USD; command: notify-send hi}, a command is a list",
    "budgets.a: {limit: 1 USD; match: {model: 'gpt-4?'}}, only a * stands for anything",
    "cache.rules.a: {ttl: 1m; ignore: [messages]}, cannot ignore messages",
    "cache.rules.a: {ttl: 1m; ignore-headers: [Authorization]}, says who calls",
    "limits.a: {concurrent: 1; each: tag.x}, which no call has",
    "breakers.a: {repeats: 3/min; match: {tag.x: y}}, which no call has",
    "root-caps.a: {limit: 1 USD; match: {tag.x: y}}, which no call has",
    "cache.rules.a: {ttl: 1m; by: tag.x}, which no call has",
    "cache.rules.a: {ttl: 1m; scope: shared}, gives anybody's answer to everybody",
    "cache.disk.enabled: true, keeps nothing"
  })
  void whatWillHardlyDoWhatItWasWrittenFor(String yaml, String said) throws IOException {
    assertThat(RuleDoubts.of(load(yaml.replace(';', ','))))
        .singleElement()
        .asString()
        .contains(said.replace(';', ','));
  }

  @Test
  void soundRulesGiveNoDoubt() throws IOException {
    assertThat(
            RuleDoubts.of(
                load(
                    "budgets.a: {limit: 1 USD, each: tag.team, match: {host: x.y, key: 0a1b*}}\n"
                        + "cache.rules.b: {ttl: 1m, scope: shared, by: tag.team}")))
        .isEmpty();
  }

  private Settings load(String yaml) throws IOException {
    Files.writeString(home.resolve("costspan.yaml"), yaml + "\ntags.team: mdc:team\n");
    Settings settings =
        Settings.load(null, new Properties(), Map.of("COSTSPAN_HOME", home.toString()));
    assertThat(settings.problems()).isEmpty();
    return settings;
  }
}
