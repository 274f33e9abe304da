// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepriceTest {
  private static final String CALL =
      "{\"v\":1,\"type\":\"call\",\"at\":\"2026-11-21T11:00:00Z\",\"service\":\"shop\",\"id\":\"%d\","
          + "\"group\":\"g\",\"attempt\":1,\"traceId\":\"t\",\"spanId\":\"s\",\"provider\":\"%s\","
          + "\"dialect\":\"openai.chat\",\"operation\":\"chat\",\"host\":\"h\",\"port\":443,"
          + "\"requestModel\":\"%s\",\"stream\":false,\"status\":200,\"outcome\":\"complete\","
          + "\"durationNanos\":1,\"usage\":{\"input\":1000000,\"output\":0},%s}\n";

  @TempDir Path home;

  @BeforeEach
  void ledger() throws IOException {
    Path ledger = Files.createDirectory(home.resolve("ledger"));
    Files.writeString(
        ledger.resolve("20261121T000000000Z-12-0000000b.jsonl"),
        CALL.formatted(1, "openai", "gpt-4o", "\"cost\":\"priced\",\"usd\":\"3\"")
            + CALL.formatted(2, "openai", "gpt-4o", "\"cost\":\"priced\",\"usd\":\"2.5\"")
            + CALL.formatted(
                3,
                "openai_compatible",
                "house",
                "\"cost\":\"unpriced\",\"reason\":\"unknown-host\"")
            + CALL.formatted(
                4,
                "openai",
                "gpt-4o-mini",
                "\"providerUsd\":\"7\",\"cost\":\"reported\",\"usd\":\"7\""));
  }

  @Test
  void showsThenAndNowByModel() throws IOException {
    Run run = reprice();

    assertThat(run.err()).isEmpty();
    assertThat(run.out().substring(0, run.out().indexOf("\n\n")))
        .isEqualTo(
            """
            PROVIDER           MODEL        CALLS       WAS       NOW  DIFFERENCE  CHANGED  UNPRICED WAS  UNPRICED NOW
            openai             gpt-4o           2   $5.5000   $5.0000    -$0.5000        1             0             0
            openai             gpt-4o-mini      1   $7.0000   $7.0000          $0        0             0             0
            openai_compatible  house            1        $0        $0          $0        0             1             1
            -----------------  -----------  -----  --------  --------  ----------  -------  ------------  ------------
            total                               4  $12.5000  $12.0000    -$0.5000        1             1             1""");
    assertThat(run.out()).contains("Priced again by ", "Nothing is written.");
  }

  @Test
  void aPriceFileIsTriedAndNothingWritten() throws IOException {
    Path prices =
        Files.writeString(
            home.resolve("prices.json"), "{\"house\": {\"input_cost_per_token\": \"1e-6\"}}");
    String before = files();

    Run run = reprice("--price-file", prices.toString(), "--by", "model", "--format", "csv");

    assertThat(run.out())
        .isEqualTo(
            """
            model,calls,was,now,difference,changed,unpriced_was,unpriced_now
            house,1,0,1,1,1,1,0
            gpt-4o,2,5.5,5,-0.5,1,0,0
            gpt-4o-mini,1,7,7,0,0,0,0
            """
                .replace("\n", "\r\n"));
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void aBadPriceFileIsTold() throws IOException {
    Path prices = Files.writeString(home.resolve("prices.json"), "{\n\"house\": 5}");

    Run run = reprice("--price-file", prices.toString());

    assertThat(run.code()).isZero();
    assertThat(run.err())
        .startsWith(
            "note: price file " + prices + ", line 2: \"house\" is not an object; expected ");
  }

  @Test
  void jsonHasExactAmounts() {
    assertThat(reprice("--by", "provider", "--format", "json").out())
        .contains(
            "\"wasUsd\" : \"12.5\",",
            "\"nowUsd\" : \"12\",",
            "\"differenceUsd\" : \"-0.5\",",
            "\"unpricedCallsNow\" : 1");
  }

  private Run reprice(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("report", "--reprice", "--zone", "UTC", "--home", home.toString()));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray(new String[0]));
  }

  private String files() throws IOException {
    StringBuilder all = new StringBuilder();
    try (var paths = Files.walk(home)) {
      for (Path path : paths.sorted().toList()) {
        all.append(path).append(Files.isRegularFile(path) ? Files.readString(path) : "");
      }
    }
    return all.toString();
  }
}
