// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostTableTest {

  @Test
  void everyLineOfTheTableIsFoundInEitherCase() throws IOException {
    HostTable table = HostTable.bundled();
    for (String line : lines()) {
      String[] row = line.split(" ", 2);
      String[] pattern = row[1].split(":", 2);
      int port = pattern.length > 1 ? Integer.parseInt(pattern[1]) : 443;
      String host = pattern[0].replace("*", "x-7");

      assertThat(table.provider(host, port)).as(line).isNotNull();
      assertThat(table.provider(host.toUpperCase(Locale.ROOT), port))
          .as(line)
          .isEqualTo(table.provider(host, port));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, localhost",
    "gateway, GATEWAY",
    "llm*, llm",
    "llm*, llm.corp.example",
    "*.corp.example, a.corp.example",
    "*.corp*, a.corp.example",
    "*, anything.at.all",
    "[::1], [::1]",
    "10.0.0.7, 10.0.0.7",
  })
  void theUsersPatternsAreFoundWhateverTheyEndIn(String pattern, String host) {
    HostTable table = HostTable.bundled().with(Map.of(pattern, "mine"));

    assertThat(table.provider(host, 443)).isEqualTo("mine");
  }

  @ParameterizedTest
  @CsvSource({"example.com", "api.openai.com.evil.example", "xapi.openai.com", "''", ".", "com"})
  void strangersAreNobodys(String host) {
    assertThat(HostTable.bundled().provider(host, 443)).isNull();
  }

  private static List<String> lines() throws IOException {
    try (BufferedReader text =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(HostTable.class.getResourceAsStream("hosts.txt")),
                StandardCharsets.UTF_8))) {
      return text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }
  }
}
